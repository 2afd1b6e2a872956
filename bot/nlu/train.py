"""Trains one model: what `rasa train` does, without what makes that slow.

python -m bot.nlu.train --name NAME --out FOLDER --config FILE --domain FILE --data FOLDER

The parts and their order are those of Rasa's recipe, and so is the file that comes out. Left out are Rasa's own check
of the data (`bot.teaching` has checked it), the hashes of every message before and after every part, by which it would
know in another training what need not be done again (each part learns from all messages, so that is never the case),
and the importers for end-to-end stories and retrieved responses, which Signpost has not. What does not change is
remembered where it counts, in the vectors of the texts.
"""

import argparse
import logging
import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Train; the exit code is 0 where a model was written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for option in ("name", "out", "config", "domain", "data"):
        parser.add_argument(f"--{option}", required=True)
    options = parser.parse_args()
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    model = _train(options.config, options.domain, options.data, Path(options.out) / f"{options.name}.tar.gz")
    logging.getLogger(__name__).info("%s is trained", model.name)
    return 0


def _train(config: str, domain: str, data: str, model: Path) -> Path:
    """Train a model into a file and return the file."""
    from rasa.engine.constants import PLACEHOLDER_IMPORTER
    from rasa.engine.graph import ExecutionContext
    from rasa.engine.recipes.recipe import Recipe
    from rasa.engine.runner.dask import DaskGraphRunner
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.engine.training.hooks import LoggingHook
    from rasa.engine.validation import validate
    from rasa.shared.data import TrainingType

    from bot.nlu.evidence_importer import EvidenceImporter

    # After the imports, which set handlers of their own: whoever watches reads from these lines how far it is.
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", force=True)
    importer = EvidenceImporter(config, domain, [data])
    asked = importer.get_config()
    recipe = Recipe.recipe_for_name(asked.get("recipe"))
    graph = recipe.graph_config_for_recipe(asked, {}, training_type=TrainingType.BOTH, is_finetuning=False)
    validate(graph)
    model.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="signpost-training-") as folder:
        storage = LocalModelStorage(Path(folder))
        runner = DaskGraphRunner.create(
            graph.train_schema, storage, ExecutionContext(graph.train_schema), hooks=[LoggingHook(graph.train_schema)]
        )
        runner.run(inputs={PLACEHOLDER_IMPORTER: importer})
        storage.create_model_package(model, graph, importer.get_domain())
    return model


if __name__ == "__main__":
    sys.exit(main())
