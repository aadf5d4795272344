/* Converters of old character sets, which Windows 10 has and Wine 8 has not: none is there.
   Qt asks only for what is neither UTF-8, UTF-16 nor Latin-1; Drempel reads none of these. */
#define NONE(name) __declspec(dllexport) void *name(void) { return 0; }

NONE(ucnv_cbFromUWriteUChars) NONE(ucnv_cbToUWriteUChars) NONE(ucnv_close) NONE(ucnv_countAvailable)
NONE(ucnv_fromUCountPending) NONE(ucnv_fromUnicode) NONE(ucnv_getAvailableName)
NONE(ucnv_getFromUCallBack) NONE(ucnv_getMaxCharSize) NONE(ucnv_getName) NONE(ucnv_getStandardName)
NONE(ucnv_getToUCallBack) NONE(ucnv_reset) NONE(ucnv_setFromUCallBack) NONE(ucnv_setToUCallBack)
NONE(ucnv_toUCountPending) NONE(ucnv_toUnicode) NONE(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NONE(UCNV_TO_U_CALLBACK_SUBSTITUTE)

enum { MISSING_RESOURCE = 2 };

__declspec(dllexport) void *ucnv_open(const char *name, int *error) {
    if (error) *error = MISSING_RESOURCE;
    return 0;
}
