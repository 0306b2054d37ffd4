## Cadre

page-product = Cairn
page-skip = Aller à la page
page-main-nav = Principal
page-menu = Menu
page-search = Rechercher
page-search-label = Rechercher des personnes, des emplois et des documents
page-sign-out = Se déconnecter
page-waiting = { $count ->
    [one] { $count } en attente
   *[other] { $count } en attente
}
page-title-of = { $title } · { $place }
page-title-wrong = Erreur : { $title }
page-crumb = Où vous êtes
page-nav-my-day = Ma journée
page-nav-people = Personnes
page-nav-checkpoints = Points de suivi
page-nav-diary = Agenda
page-nav-claims = Demandes de paiement
page-nav-submissions = Transmissions
page-nav-reports = Rapports
page-nav-setup = Réglages
page-nav-outbox = Boîte d’envoi
page-training = Ceci est un système de formation : rien n’en sort. Son horloge indique { $clock }.
page-training-clock = Déplacer l’horloge
page-saying = Une pierre pour chaque étape franchie, et une suite pour chaque personne.
page-about = À propos de Cairn
page-tabs = Parties de cette page
page-stones-of = Points de suivi de cet emploi

## Champs

field-optional = (facultatif)
field-day = Jour
field-month = Mois
field-year = Année
field-amount = Montant
field-period = À quelle fréquence
field-choose = Choisir
field-date-hint = Par exemple 27 3 2025
problems-title = { $count ->
    [one] Une chose à corriger
   *[other] { $count } choses à corriger
}

## Actes présents sur plusieurs pages

act-close = Fermer
act-cancel = Annuler
act-back = Retour
act-continue = Continuer
act-change = Modifier
act-save = Enregistrer
act-print = Imprimer
act-copy = Copier
act-copied = Copié
act-why = Pourquoi?
act-confirm = Oui, le faire
act-choose = Choisir { $name }

## Listes

page-files = Télécharger ce que cette liste retient, jusqu’à 100 000 lignes :
page-file-csv = CSV
page-file-xlsx = XLSX
pager-label = Pages
pager-older = Suivant
pager-newer = Précédent
pager-shown = { $from } à { $to } sur { $total }
pager-shown-open = { $from } à { $to }
confirm-what = Quoi
confirm-now = Maintenant
confirm-then = Ensuite
confirm-unchanged = ne change pas

## Pierres

stone-scheduled = prévu
stone-open = période ouverte
stone-asked = demandé, en attente
stone-answered = répondu, à examiner
stone-reviewed = examiné, à vérifier
stone-achieved = atteint
stone-submitted = envoyé au bailleur de fonds
stone-confirmed = accepté par le bailleur de fonds
stone-missed = manqué
stone-waived = levé
stone-stopped = arrêté
stone-overdue = { $state }, en retard
stone-named = { $name } : { $state }

## Touches

keys-title = Touches
keys-hint = Chaque touche a un bouton ou un lien sur la page.
keys-search = rechercher
keys-down = suivant dans la liste
keys-up = précédent dans la liste
keys-enter = ouvrir
keys-move = se déplacer
keys-choose = cocher la ligne
keys-act = aller au bouton de la ligne
keys-leave = quitter la recherche, fermer une fenêtre
keys-all = Toutes les touches
keys-switch = Désactiver les touches
keys-help = cette liste
keys-off = Les touches sont désactivées.

## Échecs

failure-reference = Si vous nous en parlez, donnez ce numéro : { $reference }
failure-home = Aller à ma journée
failure-sign-in = Se connecter
failure-back = Revenir
failure-try-again = Réessayer
failure-not-found-title = Il n’y a rien à cette adresse
failure-not-found =
    La page a peut-être été déplacée, ou appartient à un autre bureau. Cherchez la personne par nom.
failure-forbidden-title = Votre rôle ne comprend pas cet acte
failure-forbidden = Quelqu’un d’autre s’en charge. Demandez à votre chef d’équipe ou à l’administration.
failure-not-your-right = Qui peut le faire : { $roles }.
failure-conflict-title = Quelqu’un a modifié ceci pendant que vous écriviez
failure-conflict =
    Rouvrez la page : vous verrez ce qui a changé et pourrez y ajouter votre modification.
failure-settled-title = Cela ne peut pas se faire dans l’état actuel
failure-fault-title = Quelque chose n’a pas fonctionné de notre côté
failure-fault =
    Rien n’a été enregistré. Réessayez dans une minute; ce que vous avez fait était correct.
failure-too-large-title = C’est plus gros que ce que nous pouvons recevoir
failure-too-large = Un fichier peut avoir au plus { $size }. La photo d’une page suffit en général.
failure-too-often-title = C’était trop souvent en peu de temps
failure-too-often = Attendez quelques minutes, puis réessayez.
failure-expired-title = Cette page est restée ouverte trop longtemps
failure-expired = Rouvrez-la et envoyez-la de nouveau; elle sera alors acceptée.
failure-sign-in-title = Connectez-vous d’abord
failure-sign-in-first = Connectez-vous, ou donnez un jeton valable; ce sera alors possible.
failure-again = Votre session a pris fin entre-temps. Connectez-vous à côté de cette page, puis envoyez de nouveau : rien de ce que vous avez écrit n’est perdu.
failure-sign-in-beside = Se connecter à côté de cette page
failure-send-again = Envoyer de nouveau
failure-reason-title = Dites pourquoi vous ouvrez ce dossier
failure-reason =
    Il n’est pas de votre charge de cas. Il s’ouvre dès qu’un motif est donné : les programmes
    ajoutent access_reason=… à l’adresse.
failure-malformed-title = Cela n’a pas pu être lu
failure-malformed = L’adresse ou ce qui a été envoyé n’a pas la forme attendue ici.
failure-wrong-kind-title = Ce genre de contenu n’est pas accepté ici
failure-wrong-kind = Envoyez-le en { $wanted }.
failure-refused-title = Quelque chose est à corriger
failure-refused = Ce qui a été donné ne convient pas; voyez ce qui est dit de chaque champ.
failure-missing-title = Il manque d’abord quelque chose
failure-missing = Complétez ce qui manque, puis recommencez.
failure-read-only-title = Rien ne peut être enregistré en ce moment
failure-read-only =
    Vous pouvez lire; l’enregistrement reviendra quand l’exploitant aura rouvert la base à
    l’écriture.
failure-store-away-title = Les documents ne sont pas accessibles
failure-store-away = Le dépôt des documents ne répond pas. Rien n’a été gardé à moitié : renvoyez le fichier, ou rouvrez-le, dans quelques minutes.
failure-disk-full-title = Le disque est plein
failure-disk-full =
    Vous pouvez lire les listes; enregistrer et ouvrir un dossier redeviendra possible quand
    l’exploitant aura fait de la place.
failure-busy-title = Il y a trop à faire en ce moment
failure-busy = Rien n’a été enregistré. Réessayez dans quelques secondes.
failure-method-title = Cela ne peut pas se faire à cette adresse
failure-method = Revenez, rouvrez la page et servez-vous de ses boutons.
failure-link-title = Ce lien ne fonctionne plus
failure-link = Il a peut-être expiré ou déjà servi. Demandez-en un nouveau au bureau qui l’a envoyé.

## Dates, heures et nombres

date-with-year = { $weekday } { $day } { $month } { $year }
date-in-year = { $weekday } { $day } { $month }
days-today = aujourd’hui
days-tomorrow = demain
days-yesterday = hier
days-ahead = { $days ->
    [one] dans { $days } jour
   *[other] dans { $days } jours
}
days-ago = { $days ->
    [one] il y a { $days } jour
   *[other] il y a { $days } jours
}
days-count = { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}
days-and-date = { $far }, { $date }
time-of-day = { $hour } h { $minute }
moment-at = { $day } à { $time }
size-kilobytes = { $size } Ko
size-megabytes = { $size } Mo
list-end = { $first } et { $last }
weekday-short-1 = lun.
weekday-short-2 = mar.
weekday-short-3 = mer.
weekday-short-4 = jeu.
weekday-short-5 = ven.
weekday-short-6 = sam.
weekday-short-7 = dim.
weekday-long-1 = lundi
weekday-long-2 = mardi
weekday-long-3 = mercredi
weekday-long-4 = jeudi
weekday-long-5 = vendredi
weekday-long-6 = samedi
weekday-long-7 = dimanche
month-short-1 = janv.
month-short-2 = févr.
month-short-3 = mars
month-short-4 = avr.
month-short-5 = mai
month-short-6 = juin
month-short-7 = juill.
month-short-8 = août
month-short-9 = sept.
month-short-10 = oct.
month-short-11 = nov.
month-short-12 = déc.
month-long-1 = janvier
month-long-2 = février
month-long-3 = mars
month-long-4 = avril
month-long-5 = mai
month-long-6 = juin
month-long-7 = juillet
month-long-8 = août
month-long-9 = septembre
month-long-10 = octobre
month-long-11 = novembre
month-long-12 = décembre
keys-name-enter = Entrée
keys-name-back = Retour arrière
keys-answer = donner cette réponse
keys-go-on = continuer
keys-back = un pas en arrière
keys-map = ouvrir ou fermer le plan
date-today = aujourd’hui
date-since = { $when }, { $age }
