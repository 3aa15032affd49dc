"""The pages on which a return is checked, in every state in which somebody may find them."""

from __future__ import annotations

from playwright.sync_api import Page

from browser.site import WORKER
from browser.states import State
from browser.states import _open_every_fold as open_every_fold
from browser.states import _plain as plain
from browser.states import _press as press

HEADER = b"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,X,01/05/2016,WBRI,,,\nB2,F,31/02/2016,WBRI,UN2,0,\n"
EPISODES = b"CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"


def _choose(page: Page) -> None:
    page.set_input_files(
        "[name=this]",
        [
            {"name": "header.csv", "mimeType": "text/csv", "buffer": HEADER},
            {
                "name": "episodes.csv",
                "mimeType": "text/csv",
                "buffer": EPISODES + b"A1,01/05/2026,S,C2,N1,U6,,,,,,,\n",
            },
        ],
    )
    page.get_by_label("Code of your council").fill("E08000035")
    press("Check the files")(page)


def _found(page: Page) -> None:
    _choose(page)
    open_every_fold(page)


def _nothing_chosen(page: Page) -> None:
    page.get_by_label("Code of your council").fill("Leeds")
    press("Check the files")(page)


RETURNS_STATES = (
    State(
        "check a return", "check_return", "Check a return", plain("check_return"), WORKER,
        says="Nothing is kept",
    ),
    State(
        "check a return, wrong", "check_return", "Error: Check a return", plain("check_return"), WORKER,
        act=_nothing_chosen, says="Choose this year’s files",
    ),
    State(
        "check a return, found", "check_return", "Return checked", plain("check_return"), WORKER, act=_found,
        says="Could not be asked",
    ),
)  # fmt: skip
