## Pages of programmes

