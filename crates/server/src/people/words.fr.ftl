
# Problèmes avec ce qui a été donné
people-changed-meanwhile = Quelqu’un a modifié cette fiche depuis que vous l’avez ouverte. Regardez ce qu’elle dit maintenant, puis refaites votre changement.
people-date-in-future = Donnez un jour jusqu’à aujourd’hui, { $today }.
people-text-empty = Écrivez au moins un caractère.
people-text-too-long = Écrivez au plus { $most } caractères.
people-text-unprintable = Utilisez des lettres, des chiffres et des signes ordinaires, sur une ligne.
people-language-wanted = Choisissez en (anglais) ou fr (français).
people-year-wanted = Donnez une année de quatre chiffres, de 1900 à { $latest }.
people-zone-wanted = Donnez un fuseau horaire par son nom IANA, par exemple America/Toronto.
people-phone-wanted = Donnez un numéro de téléphone avec l’indicatif régional, par exemple 416 555 0123 ou +1 416 555 0123.
people-email-wanted = Donnez une adresse courriel, par exemple nom@exemple.org.
people-points-max = Donnez-en au plus { $most }.

## Names and parts of a person’s pages
people-tab-summary = Sommaire
people-tab-checkpoints = Points de suivi
people-tab-timeline = Chronologie
people-job = { $title }, { $employer }
people-in-work = en emploi, jour { $days }
people-job-ended = emploi terminé le { $on }
people-no-job = aucun emploi inscrit
people-programme = { $title }, version { $version }
people-next = Suite pour { $name } : { $next }
people-local-time = { $time } chez la personne
people-call = Appeler
people-ask = Demander
people-place = Placer en résultats
people-standing-died = Décès le { $on }. Plus rien n’est envoyé ni demandé.
people-standing-withdrawn = Retrait le { $on }. Le suivi est arrêté.
people-standing-no-contact = A demandé le { $on } à ne plus être contacté. Aucun message n’est envoyé.
people-standing-reason = { $said } Motif : { $reason }

## The list
people-whose = Les personnes de qui
people-enter = Inscrire une personne
people-column-name = Nom
people-column-job = Emploi
people-column-stones = Points de suivi
people-column-state = En ce moment
people-column-owner = Conseiller
people-none = Il n’y a encore personne
people-none-hint = Les personnes que vous inscrivez sont ici, avec leur emploi et leurs points de suivi.
people-none-found = Personne n’a ce nom ou cette référence
people-none-found-hint = Essayez une partie du nom, sans accents au besoin ; les personnes d’autres bureaux ne sont pas montrées.

## Fields
people-given-name = Prénom
people-family-name = Nom de famille
people-language = Langue
people-language-en = Anglais
people-language-fr = Français
people-phone = Téléphone
people-phone-more = Autre téléphone
people-email = Courriel
people-email-more = Autre courriel
people-year-of-birth = Année de naissance
people-year-hint = Demandée à l’entrée du sondage, pour que seule cette personne le voie.
people-reference = Référence
people-reference-hint = Votre propre numéro pour cette personne.
people-time-zone = Fuseau horaire
people-time-zone-hint = Les messages arrivent de jour là où vit la personne.
people-consent-email = Pouvons-nous leur écrire par courriel pour le suivi ?
people-consent-email-hint = Formule : « Vous pouvez m’envoyer de courts sondages sur mon emploi par courriel. Je peux les arrêter en tout temps. »
people-consent-sms = Pouvons-nous leur envoyer des textos pour le suivi ?
people-consent-sms-hint = Formule : « Vous pouvez m’envoyer de courts sondages sur mon emploi par texto. Je peux les arrêter en tout temps. »
people-consent-yes = Oui, la personne accepte
people-consent-no = Non
people-consent-stop = Non, arrêter les messages
people-consent-unsaid = Non demandé
people-consent-unsaid-hint = couvert par l’avis de collecte du programme s’il le prévoit ; sinon rien n’est envoyé.
people-consent-meaning = { $choice } : { $meaning }
people-consent-as-is = Laisser tel quel
people-consent-given = accepte les messages
people-consent-by-notice = couvert par l’avis du programme
people-consent-not-given = sans accord : rien n’est envoyé
people-consent-withdrawn = messages arrêtés
people-enter-now = Inscrire
people-enter-anyway = Inscrire quand même
people-alike = Cette personne est peut-être déjà inscrite
people-alike-hint = Même nom ou même numéro de téléphone. Ouvrez le dossier pour vérifier ; si c’est quelqu’un d’autre, inscrivez quand même.
people-day-wanted = Donnez une date avec année, mois et jour, comme 2025-09-30.
people-reason-wanted = Écrivez un motif : il reste au dossier.
people-standing-wanted = Choisissez ce qui est à consigner.

## Summary
people-jobs = Emplois
people-no-jobs = Pas encore d’emploi. Placez la personne en résultats dès que l’emploi commence : cela crée les points de suivi.
people-ended = terminé
people-programmes = Programmes
people-no-programmes = Dans aucun programme ; le placement en résultats inscrit.
people-stage = Étape
people-group = Groupe
people-referred-on = Orientation
people-started-on = Début
people-service-ended-on = Fin du service
people-exited-on = Sortie
people-reach = Coordonnées
people-no-points = Ni téléphone ni courriel : rien ne peut être envoyé.
people-known = Ce que l’on sait
people-owner = Conseiller
people-office = Bureau
people-entered-on = Inscription
people-edit = Modifier
people-edit-of = Modifier
people-standing = Retrait, décès, non-contact
people-both = Ce qui a changé entre-temps
people-both-hint = Quelqu’un a enregistré d’autres valeurs après l’ouverture de cette page. Les vôtres sont dans le formulaire ; enregistrer les met à leur place.

## Standing
people-standing-of = Retrait, décès ou non-contact
people-record = Que s’est-il passé
people-record-withdrawn = Se retire du suivi
people-record-withdrawn-hint = Arrête chaque point de suivi sans réponse.
people-record-died = Décès
people-record-died-hint = Arrête tout ; aucune lettre, aucun message ne part.
people-record-no-contact = Ne veut plus être contacté
people-record-no-contact-hint = Les points de suivi restent ; aucun message ne part, et le personnel peut consigner ce qu’il sait.
people-record-nothing = Rien de cela : consigné par erreur
people-record-nothing-hint = Reprend ce qui est consigné ; ce qui était arrêté se rouvre.
people-record-on = Quel jour
people-record-on-hint = Pour un retrait ou un décès ; aujourd’hui au plus tard.
people-record-reason = Motif, ou qui vous l’a dit
people-record-now = Consigner
people-stops = Ce qu’un retrait ou un décès arrête
people-stops-none = Rien : aucun point de suivi n’est ouvert.
people-stops-these = Ces points de suivi s’arrêtent :
people-stops-hint = Ce qui a une réponse ou une révision reste tel quel. Reprendre les rouvre.

## What was done
people-done-entered = Inscription faite. Ensuite : placez la personne en résultats dès que l’emploi commence.
people-done-changed = Enregistré.
people-done-standing = Consigné. Ce qui devait s’arrêter est arrêté.
people-done-placed = Placement en résultats fait : voici les points de suivi.
people-done-moved = Le premier jour est corrigé.
people-done-ended = La fin de l’emploi est consignée.
people-done-resumed = La fin de l’emploi est reprise.
people-done-terms = Les heures et la paie sont consignées.
people-done-asked = Demandé. Le message figure sous Messages, et la suite dit quand vient le rappel.
people-done-saved = Brouillon enregistré. Rien n’est parti chez le bailleur de fonds.
people-done-disowned = Les réponses sont mises à part, et le sondage est rouvert avec le même lien.
people-done-reviewed = Soumis pour vérification.
people-done-called = L’appel est noté. La suite en découle.
people-done-paper = Ce qui se trouve sur le papier est conservé comme ébauche. Rien n’est parti chez le bailleur de fonds.
people-done-checkpoint = Consigné. La suite en découle.
people-timeline-empty = Rien n’a encore été fait.
people-did-client = la personne
people-did-cairn = Cairn
