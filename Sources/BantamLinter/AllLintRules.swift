/// Every lint rule, in the order of the codes.
public let allLintRules: [any LintRule.Type] = [
  NeverTrue.self
]
