## Send follow-up

messaging-follow-up = Envoyer un suivi à { $name }
messaging-about = { $checkpoint }. Échéance : { $due } ; on peut répondre jusqu’au { $last }.
messaging-about-job = { $checkpoint }, { $job }. Échéance : { $due } ; on peut répondre jusqu’au { $last }.
messaging-how = Comment
messaging-by-email = Courriel
messaging-by-sms = Texto
messaging-by-link = Lien
messaging-by-print = Lettre
messaging-by-phone = Téléphone
messaging-language = Langue
messaging-in-en = English
messaging-in-fr = Français
messaging-template-label = Modèle
messaging-subject = Objet
messaging-text = Texte
messaging-chips = Ceci est rempli pour chaque personne. Cliquez pour l’insérer là où vous écrivez :
messaging-chip-given-name = prénom
messaging-chip-agency = organisme
messaging-chip-adviser = prénom de la personne-conseil
messaging-chip-link = lien du sondage
messaging-chip-last-day = dernier jour
messaging-template = Mots du programme : { $label }, version { $version }.
messaging-no-template = Le programme n’a pas de mots pour ceci : écrivez-les ici.
messaging-link-hint = Un lien est créé ; vous le remettez vous-même, sur papier ou à votre écran.
messaging-says-nothing = Ne dites rien du travail ni des prestations : d’autres peuvent lire un message.
messaging-segments = { $count ->
    [one] Un texto : { $characters } caractères, il en reste { $left } ({ $encoding }).
   *[other] { $count } textos, tous payants : { $characters } caractères, il en reste { $left } dans le dernier ({ $encoding }).
}
messaging-segments-advice = Ces lettres doublent la taille de toutes les autres : { $letters }. Évitez-les pour envoyer moins de textos.
messaging-as-seen = Ce que { $name } verra
messaging-to = à { $to }
messaging-preview = Aperçu
messaging-send = Envoyer le suivi
messaging-make-link = Créer le lien
messaging-make-letter = Créer la lettre
messaging-make-script = Ouvrir le texte d’appel
messaging-leaves-later = Il part { $when }, hors des heures de silence.
messaging-today = { $most ->
    [one] Aujourd’hui : { $sent } message sur { $most }.
   *[other] Aujourd’hui : { $sent } messages sur { $most }.
}
messaging-look-first = Les mots ont changé avec la façon ou la langue. Lisez-les, puis envoyez.
messaging-all-closed = Il n’y a aucune façon de demander maintenant.

## Why somebody may not be asked

messaging-not-died = { $name } est décédé(e) : { $on }. On ne demande plus rien.
messaging-not-withdrawn = { $name } s’est retiré(e) : { $on }. On ne demande plus rien.
messaging-not-ended = L’emploi a pris fin avant cette échéance : { $on }. Il n’y a rien à demander.
messaging-not-do-not-contact = { $name } a demandé qu’on ne communique plus avec lui ou elle. Seule cette personne peut changer cela.
messaging-not-no-phone = Pas de texto : il n’y a pas de numéro de téléphone. Ajoutez-en un au dossier.
messaging-not-no-email = Pas de courriel : il n’y a pas d’adresse. Ajoutez-en une au dossier.
messaging-not-sms-consent = Pas de texto : { $name } n’a pas consenti aux textos. Demandez, puis notez la réponse.
messaging-not-email-consent = Pas de courriel : { $name } n’a pas consenti aux courriels. Demandez, puis notez la réponse.
messaging-not-sms-stopped = Pas de texto : { $name } a arrêté les textos. Seule cette personne peut les reprendre.
messaging-not-email-stopped = Pas de courriel : { $name } a arrêté les courriels. Seule cette personne peut les reprendre.
messaging-not-waived = Une dispense a été notée pour ce point de suivi. Rouvrez-le pour demander.
messaging-not-missed = Ce point de suivi est noté comme manqué. Rouvrez-le pour demander.
messaging-not-answered = { $name } a déjà répondu. Les réponses attendent d’être revues.
messaging-not-declined = { $name } a choisi de ne pas répondre.
messaging-not-reviewed = Ce point de suivi est déjà revu. Il n’y a plus rien à demander.
messaging-not-achieved = Le jalon est déjà atteint. Il n’y a plus rien à demander.
messaging-not-submitted = Ce point de suivi est déjà chez le bailleur de fonds. Il n’y a plus rien à demander.
messaging-not-attempts = { $most ->
    [one] On a demandé une fois à { $name } ; le programme n’en permet pas plus. Remettez un lien ou une lettre, ou appelez.
   *[other] On a demandé { $most } fois à { $name } ; le programme n’en permet pas plus. Remettez un lien ou une lettre, ou appelez.
}
messaging-not-daily-limit = { $most ->
    [one] { $name } reçoit au plus un message par jour, et il est parti. Envoyez celui-ci demain.
   *[other] { $name } reçoit au plus { $most } messages par jour, et ils sont partis. Envoyez celui-ci demain.
}
messaging-not-again-today = On a déjà demandé ainsi à { $name } { $when }. Choisissez une autre façon, ou attendez à demain.
messaging-not-waits = Un message à { $name } attend de partir depuis { $when }. Un autre serait de trop.
messaging-no-email-set-up = Pas de courriel : cette installation n’a pas de serveur de courriel. L’exploitant peut en configurer un.
messaging-no-sms-set-up = Pas de texto : cette installation n’a pas de fournisseur de textos. L’exploitant peut en configurer un.
messaging-asked-meanwhile = On vient de le demander, il y a un instant. Rouvrez le point de suivi pour le voir.

## What is wrong with a text

messaging-channel-wanted = La façon doit être email, sms, link, print ou phone
messaging-subject-wanted = Un courriel a besoin d’un objet
messaging-subject-not-wanted = Seul un courriel a un objet : laissez-le de côté
messaging-subject-one-line = L’objet doit tenir sur une ligne
messaging-subject-link = Le lien va dans le texte, pas dans l’objet
messaging-subject-long = L’objet a { $length } caractères ; il en faut au plus { $most }
messaging-body-wanted = Le texte est vide : écrivez ce qui est à dire
messaging-body-long = Le texte a { $length } caractères ; il en faut au plus { $most }
messaging-body-unprintable = Le texte contient des caractères qui ne s’impriment pas
messaging-link-wanted = Le texte a besoin de { $link } : sans lui, personne ne peut répondre
messaging-placeholder-unknown = { $name } n’est pas connu ; on peut remplir { $known }
messaging-placeholder-open = Un champ n’est pas fermé ; on peut remplir { $known }

## A message on a page of its own

messaging-sheet-email = Courriel à { $name }
messaging-sheet-sms = Texto à { $name }
messaging-sheet-link = Un lien pour { $name }
messaging-sheet-print = Une lettre à { $name }
messaging-sheet-phone = Quoi dire à { $name }
messaging-sheet-link-hint = Remettez-le vous-même : sur papier, à votre écran, ou par la voie que la personne a choisie. Il marche jusqu’au dernier jour, et pour cette personne seulement.
messaging-sheet-print-hint = Imprimez-la et postez-la. Les questions l’accompagnent, à remplir sur papier.
messaging-sheet-phone-hint = Lisez à voix haute. Saisissez les réponses au point de suivi.
messaging-sheet-call = Poser les questions une à une
messaging-link-label = Lien du sondage
messaging-recipient = À
messaging-state = État
messaging-when = Quand
messaging-answer-until = On peut répondre jusqu’au
messaging-is-waiting = attend de partir
messaging-is-leaving = est en train de partir
messaging-is-sent = envoyé
messaging-is-handed-over = remis
messaging-is-undeliverable = n’a pas pu être livré
messaging-is-withheld = retenu : décidé de nouveau au moment de partir
messaging-is-failed = abandonné
messaging-is-unknown = on ne sait pas s’il est arrivé ; il n’est pas renvoyé

## Messages that need somebody

messaging-needs = Messages qui ont besoin de vous
messaging-needs-link = { $count ->
    [0] Aucun message n’a besoin de vous
    [one] Un message a besoin de vous
   *[other] { $count } messages ont besoin de vous
}
messaging-needs-hint = Des messages qui ne sont pas arrivés, ou dont personne ne sait s’ils le sont. Cairn n’en renvoie aucun de lui-même.
messaging-needs-none = Aucun message n’a besoin de vous
messaging-needs-why = à { $to }, { $when }. { $why }
messaging-arrived = Il est arrivé
messaging-again = Demander de nouveau
messaging-settling-wanted = Dites arrived ou again
messaging-settling-not-taken = Ce message n’a certainement pas été remis : il ne peut pas être arrivé. Demandez plutôt de nouveau.
messaging-done-arrived = Noté : il est arrivé, et compte comme demandé.
messaging-done-settled-already = Quelqu’un s’est déjà occupé de ce message.

## A test to oneself

messaging-test = M’envoyer un essai
messaging-test-hint = Il ne va qu’à vous, ne compte pour personne, et son lien mène à une page qui dit que c’est un exemple.
messaging-test-sent = Un essai est en route vers { $to }. Son lien mène à un exemple, et il ne compte pour personne.
messaging-test-phone = Votre numéro, pour les essais
messaging-test-phone-wanted = Votre numéro doit être un numéro de téléphone, comme 416 555 0123
messaging-test-no-way = Seuls les courriels et les textos peuvent être essayés : le reste est sous vos yeux
messaging-test-often = { $most } essais en une heure suffisent : envoyez le suivant plus tard
messaging-sample = Ce lien est un exemple
messaging-sample-text = Il est venu avec un message d’essai. Dans un vrai message, le sondage commence ici.

## Messages texte reçus

messaging-inbound-stopped = { $agency } : vous ne recevrez plus de messages texte de notre part. Répondez START pour changer d’avis.
messaging-inbound-started = { $agency } : vous recevrez de nouveau nos messages texte. Répondez ARRET pour y mettre fin.
messaging-inbound-help = Messages de { $agency }. Téléphone : { $phone }. Répondez ARRET pour ne plus en recevoir.
messaging-inbound-confirm = { $agency } : vous avez répondu « { $answer } ». Répondez OUI pour confirmer.
messaging-inbound-kept = { $agency } : merci, « { $answer } » est conservé. Votre lien mène aux autres questions.
