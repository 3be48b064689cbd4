#include "domain/role_permits.h"

struct permits role_permits(bool access_all, str resources)
{
    if (access_all)
        return permits_all();
    struct permits g = {0};
    for (str key; str_cut(&resources, ' ', &key);) {
        enum permission p;
        if (permission_find(key, &p))
            permits_add(&g, p);
    }
    return g;
}
