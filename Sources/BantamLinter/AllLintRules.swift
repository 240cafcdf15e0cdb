/// Every lint rule, in the order of the codes.
public let allLintRules: [any LintRule.Type] = [
  NeverTrue.self,
  AlwaysTrue.self,
  SuppressionInOr.self,
  NegationOfMissing.self,
  RedundantLine.self,
  EqualSegments.self,
  UnreachableLine.self,
  PointsWithoutEffect.self,
  UnreachableGrade.self,
  SumNeverFull.self,
  BoundaryGap.self,
  ExclusionWithoutEffect.self,
  NobodyLeft.self,
  CampaignsOverlap.self,
]
