# SPDX-License-Identifier: Apache-2.0
"""The notice that a message is waiting: no content, no case, no place; the address of a page made for one recipient.

Whoever reads it on the way, or over the addressee's shoulder, learns that this sender has a message, and no more.
"""

from dataclasses import dataclass
from datetime import UTC
from typing import Final

from nadhir.channels.parcels import Parcel, PermanentChannelError
from nadhir.terms.text import primary


@dataclass(frozen=True, slots=True)
class _Words:
    subject: str
    drill: str
    body: str  # with {sender}, {until} and {url}


_WORDS: Final[dict[str, _Words]] = {
    "en": _Words(
        subject="A message is waiting for you",
        drill="DRILL",
        body=(
            "{sender} has an important message for you. Open this page, which was made for you alone, before {until}:"
            "\n\n{url}\n\n"
            "Please say there who you are and that you have read it. Do not pass the address on. If you are not sure "
            "that this is genuine, call {sender} on a number that you already have."
        ),
    ),
    "ar": _Words(
        subject="رسالة في انتظاركم",
        drill="تمرين",
        body=(
            "لدى {sender} رسالة مهمة لكم. افتحوا هذه الصفحة، وقد أُعدّت لكم وحدكم، قبل {until}:"
            "\n\n{url}\n\n"
            "يُرجى أن تذكروا فيها من أنتم وأنكم قرأتم الرسالة. لا تعطوا هذا العنوان لأحد. وإن لم تكونوا على يقين من "
            "صحة هذه الرسالة فاتصلوا بـ {sender} على رقم تعرفونه من قبل."
        ),
    ),
    "fa": _Words(
        subject="پیامی در انتظار شماست",
        drill="تمرین",
        body=(
            "{sender} پیام مهمی برای شما دارد. این صفحه را که تنها برای شما ساخته شده است پیش از {until} باز کنید:"
            "\n\n{url}\n\n"
            "لطفاً در آن بنویسید که هستید و پیام را خوانده‌اید. این نشانی را به کسی ندهید. اگر از درستی این پیام مطمئن "
            "نیستید، با شماره‌ای که از پیش دارید با {sender} تماس بگیرید."
        ),
    ),
    "fr": _Words(
        subject="Un message vous attend",
        drill="EXERCICE",
        body=(
            "{sender} a un message important pour vous. Ouvrez cette page, faite pour vous seul, avant le {until} :"
            "\n\n{url}\n\n"
            "Veuillez y indiquer qui vous êtes et que vous l'avez lu. Ne transmettez pas cette adresse. Si vous doutez "
            "que ce message soit authentique, appelez {sender} à un numéro que vous connaissez déjà."
        ),
    ),
    "tr": _Words(
        subject="Sizi bekleyen bir mesaj var",
        drill="TATBİKAT",
        body=(
            "{sender} size önemli bir mesaj gönderdi. Yalnızca sizin için hazırlanan bu sayfayı şu tarihten önce açın: "
            "{until}\n\n{url}\n\n"
            "Lütfen orada kim olduğunuzu ve mesajı okuduğunuzu bildirin. Adresi kimseye vermeyin. Mesajın gerçek "
            "olduğundan emin değilseniz göndereni önceden bildiğiniz bir numaradan arayın."
        ),
    ),
    "ru": _Words(
        subject="Вас ожидает сообщение",
        drill="УЧЕНИЯ",
        body=(
            "Для вас есть важное сообщение. Отправитель: {sender}. Откройте эту страницу, созданную только для вас, до "
            "{until}:\n\n{url}\n\n"
            "Пожалуйста, укажите на ней, кто вы, и подтвердите, что прочли сообщение. Никому не передавайте этот "
            "адрес. Если вы не уверены, что сообщение подлинное, позвоните отправителю по номеру, который уже знаете."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """Subject and body, in the recipient's languages that we have words in, and always in English."""

    subject: str
    body: str


def notice(parcel: Parcel) -> Notice:
    """Return the notice for the page that was made.

    Raises:
        PermanentChannelError: no page was made for the recipient.
    """
    if not parcel.page_url:
        raise PermanentChannelError(
            "no page was made for the recipient", where=f"channel {parcel.channel}", remedy="report it"
        )
    wanted = [primary(language) for language in parcel.languages] + ["en"]
    words = [_WORDS[language] for language in dict.fromkeys(wanted) if language in _WORDS]
    until = f"{parcel.valid_until.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    bodies = [each.body.format(sender=parcel.sender, until=until, url=parcel.page_url) for each in words]
    drill = f"{words[0].drill} — " if parcel.is_drill else ""
    return Notice(subject=drill + words[0].subject, body=drill + "\n\n\n".join(bodies) + "\n")
