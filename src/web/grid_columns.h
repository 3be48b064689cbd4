/* Which columns a grid shows: those that the address names, else those that the user has saved, else the grid's own.
 * Only grids with a menu of columns (GRID_PANEL) have saved ones. */
#pragma once

#include "web/grid.h"

/* Fills heads and toggles. Asks the database only when the address names no column. */
MUST err grid_columns_read(struct grid_page *p);

/* The columns' form: saves what is ticked, or with the field "default" forgets it, and goes back to the page, which keeps
 * its filters and order and names the columns in its address. */
MUST err grid_columns_post(struct request *r, const struct grid *g, enum route_id page);
