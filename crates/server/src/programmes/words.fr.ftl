## Pages of programmes

## Setup
programmes-hint = Programmes fournis avec cette version. Les exemples sont marqués : confirmez-les auprès de votre bailleur de fonds avant de vous y fier.
programmes-version = version { $version }
programmes-anchor-start = Compté à partir du premier jour de travail.
programmes-anchor-exit = Compté à partir de la sortie du programme.
programmes-anchor-service-end = Compté à partir de la fin du service.
programmes-confirmed = confirmé
programmes-to-confirm = à confirmer auprès du bailleur
programmes-checkpoint = Point de suivi
programmes-due = Dû après
programmes-opens = S’ouvre avant
programmes-closes = Se termine après
programmes-facts = Faits, avec leurs sources
programmes-no-source = aucune source nommée
programmes-source-as-of = { $source } ({ $as-of })
programmes-days = { $many ->
    [one] { $many } jour
   *[other] { $many } jours
}
programmes-weeks = { $many ->
    [one] { $many } semaine
   *[other] { $many } semaines
}
programmes-months = { $many ->
    [one] { $many } mois
   *[other] { $many } mois
}
programmes-quarter = fin du trimestre { $many } après

## Questionnaires in versions
programmes-questionnaires = Questionnaires
programmes-questionnaire = Questionnaire
programmes-length = Longueur
programmes-used-at = Posé à
programmes-questions = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
programmes-versions = Versions
programmes-versions-hint = Une version ne change jamais. Chaque inscription garde la version qui était en vigueur à son début.
programmes-version-column = Version
programmes-from-column = D’où elle vient
programmes-enrolments-column = Inscriptions
programmes-out-column = Sondages en cours
programmes-in-force = pour les nouvelles inscriptions
programmes-from-program = Fournie avec le logiciel
programmes-from-own = Publiée par { $by } le { $when }, à partir de la version { $version }
programmes-shipped-differs = Le logiciel fournit maintenant la version { $shipped }, dont le texte diffère de celui d’où part la vôtre. Votre version { $own } reste en vigueur. Pour reprendre les nouveautés, commencez une ébauche à partir du texte du logiciel.
programmes-next = La prochaine version
programmes-copy-what = Pour modifier des questions, copiez une version. La copie est une ébauche : elle n’est posée à personne avant d’être publiée. Les commentaires du fichier ne sont pas copiés.
programmes-copy-from = Partir de
programmes-base-own = la version { $version }, publiée ici
programmes-base-shipped = la version { $version }, fournie avec le logiciel
programmes-copy = Copier pour modifier
programmes-go-on = Continuer l’ébauche
programmes-draft = Ébauche
programmes-draft-title = Ébauche de la version { $version }
programmes-draft-said = Copie de la version { $version }, modifiée en dernier par { $by } le { $when }.
programmes-draft-hint = Chaque modification est gardée aussitôt. Une question posée par plusieurs questionnaires change dans tous.
programmes-throw-away = Jeter l’ébauche
programmes-throw-away-what = Tout ce qui a été modifié dans cette ébauche est perdu. Les versions publiées restent.
programmes-done-thrown-away = L’ébauche est jetée.
programmes-done-published = Publié. Les nouvelles inscriptions suivent désormais cette version.
programmes-done-taken-out = Question retirée. Elle reste dans la banque ci-dessous et peut être remise.
programmes-done-added = Ajoutée.
programmes-done-saved = Enregistré.
programmes-changed-meanwhile = Quelqu’un a modifié cette ébauche entre-temps. Regardez-la de nouveau, puis recommencez.
programmes-not-publishable = Cette ébauche ne peut pas encore être publiée : corrigez ce que nomme la vérification.
programmes-not-there = Cette question n’y est plus. Quelqu’un l’a retirée entre-temps.
programmes-asked-already = Ce questionnaire pose déjà la question.
programmes-id-taken = Une autre question porte cet identifiant. Choisissez-en un autre.
programmes-full = Il n’y a plus de place : au plus { $count } questions.

## The list of questions
programmes-new-question = Nouvelle question
programmes-routes = Parcours
programmes-try = Essayer
programmes-up = Monter : { $question }
programmes-down = Descendre : { $question }
programmes-take-out = Retirer : { $question }
programmes-bank = Remettre depuis la banque
programmes-bank-hint = Les questions de ce programme que ce questionnaire ne pose pas. Ce qui a été retiré reste ici.
programmes-bank-empty = Ce questionnaire pose toutes les questions de la banque.
programmes-bank-question = Question
programmes-bank-after = Après
programmes-bank-last = la dernière question
programmes-put-back = Remettre
programmes-always = Posée à tout le monde.
programmes-if = Posée si { $condition }.
programmes-also = { $count ->
    [one] aussi dans { $count } autre questionnaire
   *[other] aussi dans { $count } autres questionnaires
}
programmes-need-r = réponse exigée du client
programmes-need-s = exigée avant la transmission
programmes-need-s-staff = personnel seulement, exigée avant la transmission
programmes-need-o = réponse facultative
programmes-need-o-staff = personnel seulement, facultative
programmes-kind-single = un seul choix
programmes-kind-multi = plusieurs choix
programmes-kind-text = une ligne
programmes-kind-long-text = plusieurs lignes
programmes-kind-number = nombre
programmes-kind-money = montant d’argent
programmes-kind-date = date
programmes-kind-scale = échelle
programmes-kind-repeat = quelques questions, plusieurs fois
programmes-kind-declaration = déclaration avec un nom
programmes-kind-contact = téléphone et courriel
programmes-kind-files = fichiers
programmes-kind-noc = code de profession (CNP)
programmes-kind-outcome = résultat du programme
programmes-kind-document-types = documents du programme

## Conditions
programmes-and = et
programmes-or = ou
programmes-yes = oui
programmes-no = non
programmes-prefer-not = « préfère ne pas répondre »
programmes-not-known = « je ne sais pas »
programmes-condition-text = la condition « { $text } » est vraie
programmes-clause-is = « { $subject } » est { $value }
programmes-clause-is-not = « { $subject } » n’est pas { $value }
programmes-clause-one-of = « { $subject } » est { $value }
programmes-clause-none-of = « { $subject } » n’est ni { $value }
programmes-clause-answered = « { $subject } » a une réponse
programmes-clause-unanswered = « { $subject } » n’a pas de réponse
programmes-clause-more-than = « { $subject } » dépasse { $value }
programmes-clause-less-than = « { $subject } » est sous { $value }
programmes-clause-at-least = « { $subject } » est au moins { $value }
programmes-clause-at-most = « { $subject } » est au plus { $value }
programmes-verb-is = est
programmes-verb-is-not = n’est pas
programmes-verb-one-of = est l’un de
programmes-verb-none-of = n’est aucun de
programmes-verb-answered = a une réponse
programmes-verb-unanswered = n’a pas de réponse
programmes-verb-more-than = est plus que, ou après
programmes-verb-less-than = est moins que, ou avant
programmes-verb-at-least = est au moins, ou dès
programmes-verb-at-most = est au plus, ou jusqu’à
programmes-known-point = Point de suivi
programmes-known-due-on = Date prévue du point de suivi
programmes-known-today = Aujourd’hui
programmes-known-job-started-on = Premier jour de l’emploi au dossier
programmes-known-job-on-file = Un emploi est au dossier
programmes-known-release-on-file = Une autorisation d’appeler l’employeur est au dossier
programmes-known-on-assistance-at-intake = Aide sociale à l’entrée
programmes-known-by-staff = Rempli par le personnel
programmes-when-subject = Choisissez une question qui précède celle-ci.
programmes-when-verb = Cela ne va pas avec la question : choisissez autre chose.
programmes-when-value = Choisissez ou écrivez à quoi comparer : un seul pour « est », au moins un pour « est l’un de ».
programmes-when-day = Écrivez un jour comme 2026-03-31.
programmes-when-code = Choisissez dans la liste de cette question.
programmes-when-long = Écrivez au plus 120 caractères.
programmes-when-many = Une condition compte au plus 12 lignes.
programmes-condition-wrong = Ce n’est pas une condition : { $why }

## The check
programmes-check = Vérification
programmes-check-good = peut être publié
programmes-check-bad = { $count ->
    [one] { $count } point à corriger
   *[other] { $count } points à corriger
}
programmes-check-nothing = Chaque question peut être atteinte, chaque parcours mène à la vérification, et les deux langues y sont.
programmes-check-twice = À regarder deux fois
programmes-blank-en = Le texte anglais manque.
programmes-blank-fr = Le texte français manque.
programmes-warn-renamed = Un choix se lisait « { $was } » et se lit maintenant « { $now } ». S’il veut dire autre chose, faites un nouveau choix : anciennes et nouvelles réponses sont comptées ensemble.
programmes-fault-empty = Il ne pose rien. Ajoutez une question.
programmes-fault-twice = La question est posée deux fois. Retirez-en une.
programmes-fault-code = « { $code } » n’est pas un code. Un code a des minuscules, des chiffres et des traits de soulignement, une lettre d’abord.
programmes-fault-reserved = L’identifiant « { $name } » a déjà un autre sens. Faites une nouvelle question avec un autre identifiant.
programmes-fault-job = Le texte parle de l’emploi au dossier. Écrivez le texte pour quand on ne peut pas le montrer.
programmes-fault-choices = Au plus { $count } choix.
programmes-fault-choice-twice = Le choix « { $code } » y est deux fois. Retirez-en un.
programmes-fault-bounds = Les limites ne peuvent être respectées. La plus basse est sous la plus haute, et une échelle a un mot par degré ou aucun.
programmes-fault-unknown = Sa condition nomme « { $name } », que ce questionnaire ne pose pas. Remettez cette question ou changez la condition.
programmes-fault-later = Sa condition nomme « { $name } », posée plus tard. Montez cette question ou descendez celle-ci.
programmes-fault-fails = La condition « { $condition } » reste sans réponse dans certains cas. Choisissez-la dans les listes.
programmes-fault-never = Personne ne peut l’atteindre : aucune réponse ne rend sa condition vraie. Changez la condition ou retirez la question.
programmes-fault-unknown-choice = Quelque chose dépend du choix « { $code } », qui n’y est plus. Remettez le choix.
programmes-fault-code-gone = Une condition attend le choix « { $code } », que personne ne peut plus faire. Changez la condition.
programmes-fault-nobody = Seul le personnel la voit : on ne peut donc pas l’exiger du client.
programmes-fault-quick = On y répond par message texte, seule et d’abord. Remettez-la, avec un seul choix comme genre, pour chaque client.
programmes-fault-folded = Elle est exigée du client : elle ne peut donc pas être dans la partie repliée. Choisissez un autre écran.
programmes-fault-no-end = Elle ne finit jamais : chaque choix arrête le sondage, et personne n’arrive à la page d’envoi. Ajoutez un choix qui continue.

## Publishing
programmes-publish = Publier
programmes-to-publish = Regarder et publier
programmes-publish-title = Publier la { $version }
programmes-publish-number = Publier la { $version }
programmes-effects = Ce qui se passe
programmes-effect-new = Les nouvelles inscriptions suivent désormais la { $version }.
programmes-effect-stay = { $count ->
    [one] { $count } inscription garde la version { $version }.
   *[other] { $count } inscriptions gardent la version { $version }.
}
programmes-effect-out = { $count ->
    [one] { $count } sondage en cours garde la version { $version } telle quelle.
   *[other] { $count } sondages en cours gardent la version { $version } telle quelle.
}
programmes-altered = Ce qui est modifié
programmes-altered-nothing = Rien que clients ou personnel verraient.
programmes-altered-added = Nouvelle : « { $question } »
programmes-altered-removed = Retirée : « { $question } »
programmes-altered-reworded = Autres mots : « { $question } »
programmes-altered-needed = Qui doit répondre, ou l’écran : « { $question } »
programmes-altered-conditioned = Posée selon d’autres réponses : « { $question } »
programmes-altered-bounded = Autres choix ou limites : « { $question } »
programmes-altered-reordered = Les questions sont dans un autre ordre.
programmes-altered-renamed = « { $question } » : le choix « { $was } » se lit maintenant « { $now } »

## One question
programmes-question-new = Une nouvelle question
programmes-text-en = Question en anglais
programmes-text-fr = Question en français
programmes-text-hint = { "{due_date}" } peut y figurer : le jour est alors inscrit.
programmes-hint-en = Indice en anglais
programmes-hint-fr = Indice en français
programmes-text-unknown-en = En anglais, quand l’emploi au dossier ne peut être montré
programmes-text-unknown-fr = En français, quand l’emploi au dossier ne peut être montré
programmes-unit-en = Unité en anglais
programmes-unit-fr = Unité en français
programmes-not-known-en = « Je ne sais pas » en anglais
programmes-not-known-fr = « Je ne sais pas » en français
programmes-not-known-hint = Écrit dans les deux langues, il peut être choisi au lieu d’une réponse.
programmes-text-wanted = Écrivez la question, au moins dans une langue. La vérification nomme l’autre.
programmes-text-too-long = Écrivez au plus { $most } caractères.
programmes-text-turns = Il s’y trouve des signes invisibles, comme une écriture retournée. Tapez le texte à nouveau.
programmes-placeholder-unknown = Personne n’inscrit { $name }. Il y a { "{due_date}" }, { "{job_title}" }, { "{employer}" } et { "{start}" }.
programmes-id = Identifiant
programmes-id-hint = Le nom de sa réponse dans les exportations. Laissé vide, il est tiré du texte anglais. Il ne change jamais.
programmes-id-wrong = Des minuscules, des chiffres et des traits de soulignement, une lettre d’abord, au plus 40.
programmes-id-reserved = Ce nom a déjà un autre sens. Choisissez-en un autre.
programmes-kind = Genre de réponse
programmes-kind-choose = Continuer
programmes-kind-hint = Le genre reste. Pour un autre, faites une nouvelle question : les réponses déjà données auraient un autre sens.
programmes-choices = Choix
programmes-scale-words = Mots des degrés
programmes-choices-hint = Chaque choix garde son code ; le reformuler ne le change pas, un nouveau choix en reçoit un nouveau.
programmes-choice-en = Choix { $row } en anglais
programmes-choice-fr = Choix { $row } en français
programmes-choice-code = code { $code }
programmes-choice-alone = Le choix { $row } exclut les autres
programmes-choice-up = Monter le choix { $row }
programmes-choice-down = Descendre le choix { $row }
programmes-choice-remove = Retirer le choix { $row }
programmes-choice-add = Ajouter un choix
programmes-choice-wanted = Écrivez le choix, au moins dans une langue, ou retirez-le.
programmes-choices-wanted = Ajoutez au moins un choix.
programmes-limits = Limites
programmes-length-max = Caractères, au plus
programmes-note-max = Caractères d’une note à côté des choix ; vide pour aucune
programmes-min = Au moins
programmes-max = Au plus
programmes-step = Par pas de
programmes-earliest = Pas avant
programmes-latest = Pas après
programmes-bound-none = sans limite
programmes-bound-today = aujourd’hui
programmes-bound-due = la date prévue
programmes-bound-job-start = le premier jour de l’emploi au dossier
programmes-from = Premier degré
programmes-to = Dernier degré
programmes-times = Fois, au plus
programmes-files = Fichiers, au plus
programmes-whole-wanted = Écrivez un nombre entier de { $least } à { $most }.
programmes-number-wanted = Écrivez un nombre, comme 20 ou 37,5.
programmes-bounds-wrong = Il faut plus que le minimum.
programmes-inner = Les questions d’un bloc
programmes-inner-en = Question { $row } en anglais
programmes-inner-fr = Question { $row } en français
programmes-who = Qui doit répondre
programmes-who-r = Le client, et le personnel avant la transmission
programmes-who-s = Le personnel, avant la transmission
programmes-who-o = Personne
programmes-need-wanted = Choisissez qui doit répondre.
programmes-staff = Seul le personnel la voit
programmes-prefer-not-tick = « Préfère ne pas répondre » peut être choisi
programmes-screen = Écran
programmes-screen-usual = comme d’habitude pour son genre
programmes-screen-own = une page à elle seule
programmes-screen-last = la partie visible de la dernière page
programmes-screen-more = la partie repliée de la dernière page
programmes-screen-check = là où les réponses sont vérifiées et envoyées
programmes-screen-shared = avec : { $name }
programmes-screen-wrong = Choisissez un écran de la liste.
programmes-when = Selon quelles réponses elle est posée
programmes-when-hint = Sans ligne, elle est posée à tout le monde.
programmes-when-joined = Comment les lignes sont liées
programmes-when-all = toutes sont vraies
programmes-when-any = au moins une est vraie
programmes-when-row = Ligne { $row }
programmes-when-question = Question ou fait
programmes-when-how = Comment
programmes-when-what = Quoi
programmes-when-add = Ajouter une ligne
programmes-when-look = Montrer ce qu’on peut choisir
programmes-when-remove = Retirer la ligne { $row }
programmes-when-as-text = L’écrire en texte
programmes-when-as-rows = La choisir dans des listes
programmes-when-text = Condition en texte (CEL)
programmes-when-text-hint = Elle dit plus que des lignes, ou quelqu’un a choisi de l’écrire. docs/packs.md nomme ce qui peut y figurer.
programmes-more = Plus
programmes-required-when = La réponse n’est exigée que si (CEL)
programmes-raises-when = Elle crée une tâche si (CEL)
programmes-column = Le nom que lui donne le bailleur de fonds
programmes-also-in = Posée aussi dans : { $names }. Ce que vous changez ici y change aussi, sauf qui doit répondre et l’écran.
programmes-save-question = Enregistrer
programmes-add-question = Ajouter la question
programmes-conflict-title = Quelqu’un d’autre a modifié cette question
programmes-conflict-what = { $by } l’a enregistrée pendant que vous écriviez. Les deux textes sont ici ; rien n’est perdu. Enregistrez le vôtre par-dessus, ou gardez le sien.
programmes-conflict-field = Champ
programmes-conflict-theirs = Ce qui y est maintenant
programmes-conflict-yours = Ce que vous avez écrit
programmes-conflict-save = Enregistrer le mien
programmes-conflict-keep = Garder le sien

## Trying out and routes
programmes-trial-title = Essayer : { $title }
programmes-trial-what = Le questionnaire tel qu’un client le voit. Rien n’est gardé.
programmes-trial-facts = Exemple
programmes-trial-language = Langue
programmes-trial-point = Point de suivi
programmes-trial-job = Un emploi est au dossier
programmes-trial-gate = Le client a donné son année de naissance
programmes-trial-gate-hint = Sans elle, rien de ce que nous savons n’est montré.
programmes-trial-begin = Commencer
programmes-trial-bar = Essai : rien n’est gardé.
programmes-trial-leave = Retour à l’ébauche
programmes-trial-again = Recommencer
programmes-trial-end = Ici, le client aurait envoyé ses réponses.
programmes-trial-ended = Ici, le sondage s’arrête aussitôt.
programmes-trial-employer = Boulangerie Exemple
programmes-trial-job-title = Boulanger
programmes-trial-empty = Il n’y a encore rien à demander au client.
programmes-routes-title = Parcours : { $title }
programmes-routes-what = Quelles questions quelqu’un rencontre, selon son choix à une question.
programmes-routes-by = Selon les réponses à
programmes-routes-show = Montrer
programmes-routes-question = Question
programmes-routes-always = toujours
programmes-routes-sometimes = selon d’autres réponses aussi
programmes-routes-never = jamais
programmes-routes-none = Aucune question n’a de choix : tout le monde a les mêmes.
