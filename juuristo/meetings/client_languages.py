"""The clients' languages, named in the reader's own."""

from django.utils.translation import pgettext_lazy

NAMES = {
    "fi": pgettext_lazy("language", "suomi"),
    "fi-easy": pgettext_lazy("language", "selkosuomi"),
    "sv": pgettext_lazy("language", "ruotsi"),
    "en": pgettext_lazy("language", "englanti"),
    "et": pgettext_lazy("language", "viro"),
    "ru": pgettext_lazy("language", "venäjä"),
    "uk": pgettext_lazy("language", "ukraina"),
    "ar": pgettext_lazy("language", "arabia"),
    "prs": pgettext_lazy("language", "dari ja persia"),
    "ckb": pgettext_lazy("language", "kurdi (sorani)"),
    "so": pgettext_lazy("language", "somali"),
    "tr": pgettext_lazy("language", "turkki"),
    "vi": pgettext_lazy("language", "vietnam"),
    "th": pgettext_lazy("language", "thai"),
}
