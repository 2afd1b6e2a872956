"""The duty team's cases: what an escalation holds, and the console at `/duty/`."""
