/// Every lint rule, in the order of the codes.
public let allLintRules: [any LintRule.Type] = [
  NeverTrue.self,
  UnusedDeclaration.self, UntestedSegment.self, UntestedCampaign.self, UntestedScore.self, TestNameTwice.self,
  IdleTest.self, TestWithoutClock.self, FrozenDate.self, TwoClocks.self, CodeAsNumber.self, UnequalEnds.self,
  LookAlikeLetters.self, HiddenCharacters.self, PersonalData.self, ElectronicConsent.self, Retention.self,
  NeedlessPattern.self, LargePattern.self, UnreachableStage.self, ShadowedTransition.self, StuckStage.self,
  MisspelledEvent.self, MisspelledActivity.self, ValueTwice.self, OneOfMany.self, NeedlessNot.self,
  NeedlessBlock.self, LimitWithoutOrder.self, CapacityBelowLimit.self, IdleWeight.self, MissingEdition.self,
  SameLabel.self, UnknownValue.self, EmptySegment.self, UnknownActivity.self,
]
