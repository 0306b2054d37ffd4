## Pages of programmes

## Setup
programmes-hint = Programmes fournis avec cette version. Les exemples sont marqués : confirmez-les auprès de votre bailleur de fonds avant de vous y fier.
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
