import BantamChecker
import BantamDiagnostics
import BantamPlan
import BantamSyntax

/// The codes of everything that can be wrong with rules, explained.
public let ruleExplanations: [Explanation] = syntaxExplanations + checkExplanations + planExplanations
