"""How long our pipeline trains on our own data, beside Rasa's default pipeline (DIET) on the same data."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.cli.errors import CommandError
from bot.cli.places import ROOT
from bot.cli.run import environment_for
from bot.cli.system import free_ports

TARGET_RATIO = 5.0
TARGET_SECONDS = 60.0
# What DIET trains by itself; one alone takes minutes on our data, and shows by itself whether the target is met.
DEFAULT_EPOCHS = 100
DIET_EPOCHS = 1
# What `rasa init` writes for `pipeline: null`, with our importer and policies, so that both learn the same. Both are
# trained as the workbench trains, which spares Rasa's own hashing of every message and is to DIET's advantage.
_DIET = """recipe: default.v1
assistant_id: bench
language: en
importers:
  - name: bot.nlu.evidence_importer.EvidenceImporter
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {epochs}
    constrain_similarities: true
  - name: EntitySynonymMapper
  - name: FallbackClassifier
    threshold: 0.3
policies:
  - name: MemoizationPolicy
    max_history: 5
  - name: RulePolicy
    core_fallback_action_name: action_advise
    core_fallback_threshold: 0.3
"""


@dataclass(frozen=True)
class TrainingTimes:
    """Seconds of training: our pipeline with the vectors of unchanged texts kept, and DIET for `diet_epochs`."""

    ours_s: float
    diet_s: float
    diet_epochs: int

    @property
    def ratio(self) -> float:
        """How many times longer DIET took; with fewer epochs than its default, at least so many."""
        return self.diet_s / self.ours_s


def measure(*, diet_epochs: int = DIET_EPOCHS, progress: Callable[[str], None] = lambda line: None) -> TrainingTimes:
    """Train both, one after the other, in folders of their own.

    Raises:
        CommandError: A training failed.
    """
    with tempfile.TemporaryDirectory(prefix="signpost-bench-") as name:
        folder = Path(name)
        diet = folder / "diet.yml"
        diet.write_text(_DIET.format(epochs=diet_epochs), encoding="utf-8")
        progress("Training our pipeline once, so that the vectors of all texts are kept")
        _train(ROOT / "config.yml", folder / "first")
        progress("Training our pipeline again, as after an editor's small change")
        ours = _train(ROOT / "config.yml", folder / "ours")
        progress(f"Training Rasa's default pipeline (DIET, {diet_epochs} of {DEFAULT_EPOCHS} epochs) on the same data")
        return TrainingTimes(ours, _train(diet, folder / "diet"), diet_epochs)


def _train(config: Path, out: Path) -> float:
    command = [sys.executable, "-m", "bot.nlu.train", "--name", "model", "--out", str(out)]
    command += ["--config", str(config), "--domain", "domain.yml", "--data", "data"]
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment_for(*free_ports(3)), capture_output=True, stdin=subprocess.DEVNULL
    )
    if done.returncode != 0:
        raise CommandError(f"training with {config.name} failed:\n{done.stderr.decode(errors='replace')[-800:]}")
    return time.monotonic() - started
