"""One's next act."""

from django import forms
from django.utils.translation import gettext_lazy as _

from juuristo.gatherings.models import Commitment
from juuristo.shell.identifiers import refuse_identifiers


class ActForm(forms.ModelForm[Commitment]):
    """What I will do next, and whether the group may read it."""

    class Meta:
        model = Commitment
        fields = ["text", "is_shared"]
        labels = {
            "text": _("Tämän teen seuraavaksi"),
            "is_shared": _("Jaan tekoni tämän kerran ryhmälle"),
        }
        help_texts = {
            "text": _(
                "Yksi pieni, konkreettinen asia, jonka teet lähiviikkoina. Älä kirjoita asiakkaan "
                "nimeä tai tietoja."
            ),
            "is_shared": _("Ryhmä näkee tekosi ja nimesi. Vain sinä näet, miten se meni."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "maxlength": 300})}
        error_messages = {"text": {"required": _("Kirjoita, mitä teet. Lyhytkin riittää.")}}

    def clean_text(self) -> str:
        text = " ".join(str(self.cleaned_data["text"]).replace("\0", "").split())
        refuse_identifiers(text)
        return text
