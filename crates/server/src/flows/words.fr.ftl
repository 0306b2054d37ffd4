## Procédures dessinées
flows-title = Procédures
flows-name = Procédure
flows-category = Catégorie
flows-author = Auteur
flows-created = Dessinée
flows-version-now = Version
flows-version = Version { $version }
flows-views = Consultée
flows-runs = Suivie
flows-runs-of = { $runs ->
    [0] jamais suivie
    [one] suivie une fois
   *[other] suivie { $runs } fois
 }
flows-facts = Au sujet de cette procédure
flows-versions = Versions
flows-no-versions = La version fournie avec Cairn; personne ne l’a encore suivie.
flows-published = publiée par { $by } le { $on }
flows-brought = fournie avec Cairn
flows-drawing = La procédure, dessinée
flows-drawn-here = { $flow }. Vous êtes ici : { $step }
flows-passed = déjà passée dans cet appel
flows-start = la première étape
flows-added = ajoutée : la source ne le dit pas
flows-signs = Ce que signifient les signes
flows-kind-instruction = consigne
flows-kind-question = question
flows-kind-automatic = question à laquelle le dossier répond quand il le peut
flows-kind-wait = attente : l’appel reprend ici plus tard
flows-kind-end = fin
flows-line = la suite, avec la réponse qui y mène
flows-line-back = le retour à une étape antérieure
flows-steps = Les étapes en mots
flows-then = Ensuite
flows-woken = Après l’attente
flows-publish = Publier une version
flows-publish-now = Vérifier et publier
flows-source = La procédure en YAML
flows-source-hint = Donnez-lui le numéro de version suivant. On la vérifie, on suit ses exemples, et alors seulement elle est en vigueur. Les parcours en cours gardent leur version.
flows-problems = Ce qui ne va pas
flows-has-problems = La procédure a des problèmes. Rien n’est publié; ils sont énumérés ci-dessous.
flows-too-long = Le texte est trop long. Une procédure a au plus 500 ko.
flows-other-code = Le code du texte n’est pas celui de cette procédure. Gardez le code.
flows-version-wanted = La version { $version } est en vigueur. Donnez au texte une version plus élevée.
flows-published-already = Cette version est déjà publiée. Donnez au texte une version plus élevée.
flows-done-published = Publiée. Les appels qui commencent maintenant le suivent.
flows-wanted-text = Écrivez au plus { $most } caractères.
flows-text-unprintable = Utilisez des lettres, des chiffres, des signes ordinaires et des sauts de ligne.
flows-wanted-day = Écrivez un jour avec l’année, le mois et le jour : 2026-03-31.
flows-wanted-days = Écrivez au plus { $most } jours, chacun avec l’année, le mois et le jour : 2026-03-31.
flows-wanted-yes = Répondez par oui ou par non.
flows-wanted-choice = Choisissez parmi : { $known }.
flows-whole = Tout le schéma d’un coup d’œil
flows-to-start = Aller au début
flows-to-here = Aller là où j’en suis
