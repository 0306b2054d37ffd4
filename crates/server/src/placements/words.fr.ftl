
# Problèmes avec ce qui a été donné
placements-programme-wanted = Choisissez un programme : { $known }.
placements-person-stopped = Cette personne est décédée ou s’est retirée : elle ne peut pas être placée. Annulez d’abord cela si c’est une erreur.
placements-start-wanted = Donnez le premier jour de travail : année, mois et jour, par exemple 2025-09-30.
placements-start-future = Le premier jour de travail ne peut pas être après aujourd’hui, { $today }. Inscrivez l’emploi une fois qu’il a commencé.
placements-not-before = Donnez un jour à partir du { $first }.
placements-not-after = Donnez un jour jusqu’au { $last }, le dernier jour travaillé.
placements-from-between = Donnez un jour du { $first } au { $last }.
placements-hours-wanted = Donnez les heures par semaine : plus de 0 et au plus 100, par quarts d’heure.
placements-pay-wanted = Donnez le salaire en cents entiers, à partir de 0.
placements-pay-period-wanted = Choisissez hour, week, two_weeks, month, year ou per_job.
placements-pay-incomplete = Donnez le salaire et la période qu’il couvre, ou aucun des deux.
