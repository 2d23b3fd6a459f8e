/// What KurrentDB's chain makes of events; see ``FoldCase``.
enum ChainCases {}
