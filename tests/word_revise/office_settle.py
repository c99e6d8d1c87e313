"""Run by a Python that has LibreOffice's bridge: opens each file, accepts or rejects all its
tracked changes as a person would by the menu, and saves it in LibreOffice's own format: what it
writes as .docx is not always sound XML.

Arguments: the connection, then for each file: "accept" or "reject", the file, where to save it.
"""

import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}


def value(name, content):
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


def connected(address):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:{address};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not answer")


def main(arguments):
    context = connected(arguments[0])
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    jobs = arguments[1:]
    for action, source, target in zip(jobs[::3], jobs[1::3], jobs[2::3], strict=True):
        opened = desktop.loadComponentFromURL(
            Path(source).as_uri(), "_blank", 0, (value("Hidden", True),)
        )
        frame = opened.getCurrentController().getFrame()
        dispatcher.executeDispatch(frame, COMMANDS[action], "", 0, ())
        opened.storeToURL(
            Path(target).as_uri(), (value("FilterName", "OpenDocument Text Flat XML"),)
        )
        opened.close(True)
    try:
        desktop.terminate()
    except Exception:
        return


main(sys.argv[1:])
