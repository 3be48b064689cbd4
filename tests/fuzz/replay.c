/* Runs a fuzz target on the files that are given, or on those of a folder: its corpus as a test. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LARGEST ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);

static int runs;

/* The input stands in memory of just its size, so that the sanitizer sees a step beside it. */
static void run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *room = malloc(LARGEST);
    size_t n = f && room ? fread(room, 1, LARGEST, f) : 0;
    uint8_t *input = malloc(n ? n : 1);
    if (!f || !room || !input) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(1);
    }
    memcpy(input, room, n);
    fclose(f);
    free(room);
    LLVMFuzzerTestOneInput(input, n);
    free(input);
    runs++;
}

static void run_folder(DIR *folder, const char *path)
{
    for (struct dirent *e; (e = readdir(folder));) {
        char file[4096];
        if (e->d_name[0] == '.')
            continue;
        snprintf(file, sizeof file, "%s/%s", path, e->d_name);
        run_file(file);
    }
    closedir(folder);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        if (folder)
            run_folder(folder, argv[i]);
        else
            run_file(argv[i]);
    }
    printf("%d inputs\n", runs);
    return runs == 0; /* an empty corpus tests nothing */
}
