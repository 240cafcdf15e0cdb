/// The reason why a regular expression cannot be used; nil if it can.
func patternProblem(_ pattern: String) -> String? { nil }
