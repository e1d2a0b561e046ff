"""What advisers put on clients' cards in the example: invented services and ways to ask.

Nothing of it exists: Mäntykoski is no place, no number begins with 012, and example.org is kept
for examples.
"""

from juuristo.meetings.models import Contact, Service
from juuristo.people.models import Office

from .history import texts
from .people import Cast

# name, one sentence, link
SERVICES = (
    (
        "Mäntykosken kielikahvila|Språkkaféet i Mäntykoski|Mäntykoski language café",
        "Täällä harjoitellaan suomea kahvikupin ääressä, ilman ilmoittautumista."
        "|Här övar man finska över en kopp kaffe, utan anmälan."
        "|Practise Finnish over a cup of coffee, no sign-up needed.",
        "https://www.example.org/kielikahvila",
    ),
    (
        "Kurssineuvonta|Kursrådgivningen|Course advice",
        "Ohjaaja auttaa löytämään kurssin ja täyttämään hakemuksen."
        "|En handledare hjälper dig att hitta en kurs och fylla i ansökan."
        "|A counsellor helps you find a course and fill in the application.",
        "https://www.example.org/kurssit",
    ),
    (
        "Mäntykosken työpajat|Verkstäderna i Mäntykoski|Mäntykoski workshops",
        "Kokeile työtä pienessä ryhmässä muutaman päivän ajan."
        "|Prova på ett arbete i en liten grupp under några dagar."
        "|Try out a job in a small group for a few days.",
        "https://www.example.org/tyopajat",
    ),
    (
        "Talousneuvoja Mäntykoskella|Ekonomirådgivaren i Mäntykoski|Money adviser in Mäntykoski",
        "Veloista ja laskuista saa puhua luottamuksella, maksutta."
        "|Om skulder och räkningar får du tala i förtroende, gratis."
        "|Talk about debts and bills in confidence, free of charge.",
        "https://www.example.org/talous",
    ),
)
# name, hours, phone, e-mail, address, office
CONTACTS = (
    (
        "Asiakasneuvonta|Kundrådgivningen|Client advice",
        "arkisin 9–15|vardagar kl. 9–15|weekdays 9:00–15:00",
        ("012 345 6789", "neuvonta@example.org", ""),
        None,
    ),
    (
        "Kotkan toimipaikka|Kontoret i Kotka|Kotka office",
        "ma–to 9–15|mån–tors kl. 9–15|Mon–Thu 9:00–15:00",
        ("012 345 6701", "kotka@example.org", "Keksitty katu 1, Mäntykoski"),
        "Kotka",
    ),
    (
        "Lappeenrannan toimipaikka|Kontoret i Villmanstrand|Lappeenranta office",
        "ma–pe 10–14|mån–fre kl. 10–14|Mon–Fri 10:00–14:00",
        ("012 345 6702", "lappeenranta@example.org", "Keksitty katu 2, Mäntykoski"),
        "Lappeenranta",
    ),
    (
        "Kurssineuvonta|Kursrådgivningen|Course advice",
        "arkisin 9–15|vardagar kl. 9–15|weekdays 9:00–15:00",
        ("012 345 6703", "", "Mäntykosken kirjasto, kerhohuone"),
        None,
    ),
)


def load(cast: Cast) -> None:
    organisation = cast.organisation
    Service.objects.bulk_create(
        Service(
            organisation=organisation,
            name=texts(name),
            sentence=texts(sentence),
            link=link,
            order=order,
        )
        for order, (name, sentence, link) in enumerate(SERVICES)
    )
    offices = {office.name: office for office in Office.objects.filter(organisation=organisation)}
    for order, (name, hours, reach, office) in enumerate(CONTACTS):
        phone, email, address = reach
        Contact.objects.create(
            organisation=organisation,
            office=offices[office] if office else None,
            name=texts(name),
            hours=texts(hours),
            phone=phone,
            email=email,
            address=address,
            order=order,
        )
