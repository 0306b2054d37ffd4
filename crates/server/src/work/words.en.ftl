## Pages of work

