## Parcours : procédures dessinées
flows-title = Parcours
flows-name = Parcours
flows-category = Catégorie
flows-author = Auteur
flows-created = Dessiné
flows-version-now = Version
flows-version = Version { $version }
flows-views = Consulté
flows-runs = Suivi
flows-runs-of = { $runs ->
    [0] jamais suivi
    [one] suivi une fois
   *[other] suivi { $runs } fois
 }
flows-facts = Au sujet de ce parcours
flows-versions = Versions
flows-no-versions = La version fournie avec Cairn; personne ne l’a encore suivie.
flows-published = publiée par { $by } le { $on }
flows-brought = fournie avec Cairn
flows-drawing = Le parcours, dessiné
flows-publish = Publier une version
flows-publish-now = Vérifier et publier
flows-source = Le parcours en YAML
flows-source-hint = Donnez-lui le numéro de version suivant. On le vérifie, on suit ses marches, et alors seulement il est en vigueur. Les marches en cours gardent leur version.
flows-problems = Ce qui ne va pas
flows-has-problems = Le parcours a des problèmes. Rien n’est publié; ils sont énumérés ci-dessous.
flows-too-long = Le texte est trop long. Un parcours a au plus 500 ko.
flows-other-code = Le code du texte n’est pas celui de ce parcours. Gardez le code.
flows-version-wanted = La version { $version } est en vigueur. Donnez au texte une version plus élevée.
flows-published-already = Cette version est déjà publiée. Donnez au texte une version plus élevée.
flows-done-published = Publié. Les appels qui commencent maintenant le suivent.
