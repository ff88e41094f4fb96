"""`python -m tests.story --out FOLDER`: the demonstration.

Without a display, or with `--offscreen`, it plays the whole story through the real window, leaves numbered pictures,
the papers and `summary.json` in FOLDER, and exits 0 only if the story held. With a display it opens the window,
signed in, ready to type, and waits until it is closed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from tests.story import applicant
from tests.story.cable import Cable
from tests.story.centre import Centre
from tests.story.child import ChildFault
from tests.story.desk_steps import counted
from tests.story.place import Place
from tests.story.stage import CLERK_MODULE
from tests.story.story import Story
from tests.story.summary import Summary, held, write_summary

OURS = ("*.png", "*.pdf", "summary.json")


def main(arguments: Sequence[str]) -> int:
    """Play or show; 0 when the story held."""
    parser = argparse.ArgumentParser(prog="python -m tests.story", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="where pictures, papers and the summary go")
    parser.add_argument("--offscreen", action="store_true", help="play the story although there is a display")
    asked = parser.parse_args(arguments)
    out = _emptied(asked.out.resolve())
    if not asked.offscreen and _has_display():
        return _show(Place(out / "place"), out)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return _play(Place(out / "place"), out)


def _play(place: Place, out: Path) -> int:
    story = Story(place, out, say=_say)
    try:
        story.play()
    except (AssertionError, OSError):
        _say("The story broke:\n" + traceback.format_exc())
        return 1
    finally:
        story.close()
    summary = Summary(**counted(place))
    write_summary(out / "summary.json", summary)
    for line in summary.lines():
        _say(line)
    return 0 if held(summary) else 1


def _show(place: Place, out: Path) -> int:
    """The window on this display, signed in; the search line waits for what the applicant came for."""
    centre = Centre(place)
    cable = Cable(centre.port)
    try:
        with place.start_clerk(CLERK_MODULE, central=cable.url, out=out) as clerk:
            who = {"account": applicant.CLERK, "password": applicant.PASSWORD, "window": applicant.WINDOW}
            clerk.do("sign_in.sign_in", **who, picture="sign-in")
            clerk.do("workbench.wait_for_catalog")
            clerk.do("pick.open")
            _say("The window is open. Close it to end the demonstration.")
            return clerk.process.wait()
    except KeyboardInterrupt:
        return 0
    except ChildFault as fault:
        _say(str(fault))
        return 1
    finally:
        cable.close()
        centre.stop()


def _emptied(out: Path) -> Path:
    """A new folder; of an older run only what is ours goes away."""
    out.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(out / "place", ignore_errors=True)
    for pattern in OURS:
        for old in out.glob(pattern):
            old.unlink()
    return out


def _has_display() -> bool:
    native = os.environ.get("QT_QPA_PLATFORM", "") not in ("offscreen", "minimal")
    if sys.platform == "win32":
        return native
    return native and bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
