/* python.exe: the runtime comes as a library without one. */
#include <wchar.h>

int Py_Main(int, wchar_t **);

int wmain(int count, wchar_t **words) { return Py_Main(count, words); }
