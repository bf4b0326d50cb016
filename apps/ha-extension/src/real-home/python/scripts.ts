/** Programs that Home Assistant's own Python runs. */

/**
 * Prints what Home Assistant would install at its start for the integrations that are named, those that it always sets up
 * and those that these depend on or come after: its own rule (`homeassistant/requirements.py`).
 */
export const requirementsScript = `
import json, pathlib, sys
import homeassistant.components
from homeassistant import bootstrap

root = pathlib.Path(homeassistant.components.__path__[0])
pending = [*sys.argv[1:], *bootstrap.CORE_INTEGRATIONS, *bootstrap.DEFAULT_INTEGRATIONS]
seen, requirements = set(), set()
while pending:
    name = pending.pop()
    manifest_file = root / name / "manifest.json"
    if name in seen or not manifest_file.exists():
        continue
    seen.add(name)
    manifest = json.loads(manifest_file.read_text())
    requirements.update(manifest.get("requirements", []))
    pending += [*manifest.get("dependencies", []), *manifest.get("after_dependencies", [])]
print("\\n".join(sorted(requirements)))
`;

/** Prints the version that is installed and where its constraints are; fails when it cannot be imported. */
export const installedScript = `
import pathlib, homeassistant
from homeassistant.const import __version__
print(__version__)
print(pathlib.Path(homeassistant.__file__).parent / "package_constraints.txt")
`;

/**
 * Starts Home Assistant with the arguments that follow, and ends it when standard input ends: whatever becomes of the
 * process at the other end of that pipe, nothing is left running, nor on the disk.
 */
export const launchScript = `
import os, shutil, signal, sys, threading

orphaned = threading.Event()

def end_with_parent():
    while sys.stdin.buffer.read(4096):
        pass
    orphaned.set()
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(10)
    os._exit(1)

threading.Thread(target=end_with_parent, daemon=True).start()
from homeassistant.__main__ import main
code = main()
if orphaned.is_set():
    shutil.rmtree(os.path.dirname(__file__), ignore_errors=True)
sys.exit(code)
`;
