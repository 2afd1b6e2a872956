"""Where things are kept."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("SIGNPOST_VAR", ROOT / "var"))
INDEX = Path(os.environ.get("SIGNPOST_INDEX", VAR / "index"))
MODELS = Path(os.environ.get("SIGNPOST_MODELS", VAR / "models"))
DOCUMENTS = Path(os.environ.get("SIGNPOST_DOCUMENTS", VAR / "documents"))
RULES = ROOT / "data" / "rules" / "rules.yml"
LOGS = VAR / "log"
SECRETS = VAR / "secrets.env"
# How long the Rasa of before is kept running after a change of models, so that going back takes no time.
WARM_SECONDS = float(os.environ.get("SIGNPOST_WARM_SECONDS", "600"))
