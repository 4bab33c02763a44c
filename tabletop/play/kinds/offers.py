"""Offers and what becomes of them."""

from __future__ import annotations

from tabletop.play import actions as a
from tabletop.play import events as e
from tabletop.play.kinds.declared import (
    NOTHING,
    Declared,
    Fields,
    Showing,
    Spoken,
    TakenBack,
    Telling,
    Turn,
    everybody,
    nothing_personal,
    nothing_spared,
    quoted,
    those,
    unspoken,
    withheld,
)
from tabletop.play.queries.naming import told_package
from tabletop.play.queries.offers import reads_words, sees_offer
from tabletop.play.queries.reader import Reader


def offer_tabled(event: e.OfferTabled) -> Declared:
    def audience(reader: Reader) -> bool:
        offer = reader.offer(event.offer)
        if offer is not None:
            return sees_offer(offer, reader.delegation)
        # The table no longer has an offer that was taken back; its own event says who received it.
        had = (event.delegation, *event.to, *event.parties)
        return event.public or reader.delegation in had

    def told(t: Telling) -> str:
        reply = f", in reply to {event.reply_to}" if event.reply_to else ""
        has = f" ({t.tally})" if t.tally else ""
        return (
            f"{t.name(event.delegation)} tables {event.offer} to {t.names(event.to)}{reply}{has}: "
            f"{told_package(t.exercise, event.package)}.{quoted(event.text)}"
        )

    return Declared(
        audience=audience,
        revealed=True,
        spared=lambda reader: _words_spared(reader, event),
        taken_back=TakenBack(
            {"text": "", "package": {}},
            lambda t: f"{event.offer} of {t.name(event.delegation)}",
        ),
        redacted=lambda r: {
            "text": r.unnamed(event.text) if r.shared(event.offer) else withheld(event.text)
        },
        told=told,
        place=Showing(
            group="offers",
            report="done",
            mark="offer",
            faint=False,
            flag="",
            deed=None,
            about=event.offer,
            round=None,
            stage=None,
        ),
        concerns=those(event.delegation, event.to),
        spoken=lambda _: Spoken(f"tabling {event.offer}", event.text),
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.TableOffer(
            by=event.by,
            to=event.to,
            package=event.package,
            text=event.text,
            reply_to=event.reply_to,
            public=event.public,
        ),
    )


def offer_withdrawn(event: e.OfferWithdrawn) -> Declared:
    return Declared(
        audience=lambda reader: _sees(reader, event.offer),
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=nothing_personal,
        told=lambda t: f"{t.name(event.delegation)} withdraws {event.offer}.",
        place=Showing(
            group="offers",
            report="done",
            mark=None,
            faint=False,
            flag="",
            deed=None,
            about=event.offer,
            round=None,
            stage=None,
        ),
        concerns=(event.delegation,),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.WithdrawOffer(by=event.by, offer=event.offer),
    )


def offer_signed(event: e.OfferSigned) -> Declared:
    def told(t: Telling) -> str:
        has = f": {t.tally}" if t.tally else ""
        return f"{t.name(event.delegation)} signs {event.offer}{has}."

    return Declared(
        audience=lambda reader: _sees(reader, event.offer),
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=nothing_personal,
        told=told,
        place=Showing(
            group="offers",
            report="done",
            mark=None,
            faint=False,
            flag="",
            deed=None,
            about=event.offer,
            round=None,
            stage=None,
        ),
        concerns=(event.delegation,),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.SignOffer(by=event.by, offer=event.offer),
    )


def offer_rejected(event: e.OfferRejected) -> Declared:
    return Declared(
        audience=lambda reader: _sees(reader, event.offer),
        revealed=True,
        spared=lambda reader: (
            NOTHING if event.delegation == reader.delegation else _words_spared(reader, event)
        ),
        taken_back=TakenBack(
            {"text": ""}, lambda t: f"{t.name(event.delegation)}'s rejection of {event.offer}"
        ),
        redacted=lambda r: {
            "text": r.unnamed(event.text) if r.shared(event.offer) else withheld(event.text)
        },
        told=lambda t: f"{t.name(event.delegation)} rejects {event.offer}.{quoted(event.text)}",
        place=Showing(
            group="offers",
            report="done",
            mark=None,
            faint=False,
            flag="",
            deed=None,
            about=event.offer,
            round=None,
            stage=None,
        ),
        concerns=(event.delegation,),
        spoken=lambda _: Spoken(f"rejecting {event.offer}", event.text),
        turn=None,
        weather=None,
        scores=(),
        comes_of=lambda: a.RejectOffer(by=event.by, offer=event.offer, text=event.text),
    )


def offer_lapsed(event: e.OfferLapsed) -> Declared:
    return Declared(
        audience=lambda reader: _sees(reader, event.offer),
        revealed=True,
        spared=nothing_spared,
        taken_back=None,
        redacted=nothing_personal,
        told=lambda _: f"{event.offer} lapses.",
        place=Showing(
            group="offers",
            report="done",
            mark=None,
            faint=False,
            flag="",
            deed="lapsed",
            about=event.offer,
            round=None,
            stage=None,
        ),
        concerns=(),
        spoken=unspoken,
        turn=None,
        weather=None,
        scores=(),
        comes_of=None,
    )


def agreement_reached(event: e.AgreementReached) -> Declared:
    return Declared(
        audience=everybody,
        revealed=True,
        spared=nothing_spared,
        taken_back=TakenBack(
            {"package": {}, "terms": ()}, lambda _: f"Agreement {event.agreement} ({event.offer})"
        ),
        redacted=nothing_personal,
        told=lambda t: (
            f"Agreement {event.agreement} ({event.offer}) is in force, "
            f"{'signed by' if t.exercise.has.signatures else 'with the votes of'} "
            f"{t.names(event.signed)}: {told_package(t.exercise, event.package)}."
        ),
        place=Showing(
            group="agreements and acts",
            report="done",
            mark="agreement",
            faint=False,
            flag="A",
            deed="agreed",
            about=event.agreement,
            round=None,
            stage=None,
        ),
        concerns=event.signed,
        spoken=unspoken,
        turn=Turn("agreement", lambda *_: f"Agreement {event.agreement} comes into force"),
        weather=None,
        scores=(),
        comes_of=None,
    )


def _sees(reader: Reader, id: str) -> bool:
    offer = reader.offer(id)
    return offer is not None and sees_offer(offer, reader.delegation)


def _words_spared(reader: Reader, event: e.OfferTabled | e.OfferRejected) -> Fields:
    """Withhold the words of an offer, or of its rejection, from those it was not addressed to."""
    if not event.text:
        return NOTHING
    offer = reader.offer(event.offer)
    if offer is not None and reads_words(offer, reader.delegation):
        return NOTHING
    return {"text": ""}
