"""Trains one model: what `rasa train` does, without what makes that slow.

python -m bot.nlu.train --name NAME --out FOLDER --config FILE --domain FILE --data FOLDER

Left out are Rasa's own check of the data, for which it reads all of it twice (`bot.teaching` has checked it), and the
cache of every part's output: almost nothing of it is ever used again, because each part learns from all the examples.
What does not change is remembered where it counts, in the vectors of the texts.
"""

import argparse
import logging
import os
import sys


def main() -> int:
    """Train; the exit code is 0 where a model was written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for option in ("name", "out", "config", "domain", "data"):
        parser.add_argument(f"--{option}", required=True)
    options = parser.parse_args()
    # Read when Rasa's cache is made, so set before it is imported.
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    from rasa.model_training import train

    # After the import, which sets handlers of its own: whoever watches reads from these lines how far it is.
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", force=True)
    result = train(
        domain=options.domain,
        config=options.config,
        training_files=[options.data],
        output=options.out,
        force_training=True,
        fixed_model_name=options.name,
    )
    return 0 if result.model else 1


if __name__ == "__main__":
    sys.exit(main())
