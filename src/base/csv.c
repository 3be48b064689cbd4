#include "base/csv.h"

#include "base/arena.h"
#include "base/str.h"

/* One cell off the front: quoted, with doubled quotes for a quote, or up to the separator. false: a quote without end. */
static bool cut_cell(struct arena *mem, str *rest, char sep, str *out)
{
    if (!str_starts(*rest, S("\""))) {
        str cell;
        if (!str_cut(rest, sep, &cell))
            return false;
        *out = str_trim(cell);
        return true;
    }
    str part, text = {0};
    *rest = str_skip(*rest, 1);
    while (str_cut(rest, '"', &part)) {
        text = str_join(mem, text, part);
        if (!str_starts(*rest, S("\""))) {
            str tail;
            *out = str_trim(text);
            return str_cut(rest, sep, &tail) && str_trim(tail).n == 0;
        }
        text = str_join(mem, text, S("\""));
        *rest = str_skip(*rest, 1);
    }
    return false;
}

/* In quotes a separator counts, too: more than there will be. */
static size_t room_for(str line, char sep, size_t most)
{
    size_t n = 1;
    for (size_t i = 0; i < line.n && n < most; i++)
        n += line.at[i] == sep;
    return n;
}

bool csv_cells(struct arena *mem, str line, char sep, const str **cells, size_t *n)
{
    size_t room = room_for(line, sep, *n), i = 0;
    str *at = NEWN(mem, str, room);
    line = str_join(mem, line, (str){&sep, 1}); /* behind each cell stands one */
    do
        if (i == room || !cut_cell(mem, &line, sep, &at[i++]))
            return false;
    while (line.n);
    *cells = at;
    *n = i;
    return true;
}

char csv_separator(str heading)
{
    return str_has(heading, S(";")) && !str_has(heading, S(",")) ? ';' : ',';
}

size_t csv_lines(str text)
{
    size_t n = 0;
    for (str line; str_cut(&text, '\n', &line);)
        n++;
    return n;
}

bool csv_decimal(str cell, int digits, i64 most, i64 *out)
{
    i64 n = 0;
    int behind = -1; /* digits behind the point; -1: none came */
    for (size_t i = 0; i < cell.n && n <= most; i++) {
        char c = cell.at[i];
        if ((c == '.' || c == ',') && behind < 0 && i > 0) {
            behind = 0;
            continue;
        }
        if (c < '0' || c > '9' || behind == digits)
            return false;
        n = 10 * n + (c - '0');
        behind += behind >= 0;
    }
    for (int i = behind < 0 ? 0 : behind; i < digits && n <= most; i++)
        n *= 10;
    *out = n;
    return cell.n > 0 && behind != 0 && n <= most;
}
