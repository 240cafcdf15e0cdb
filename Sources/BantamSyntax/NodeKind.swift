/// The kinds of node, named as the rules of `grammar/bantam.ebnf`; where a rule has alternatives, one kind each.
public enum NodeKind: UInt8, Sendable, CaseIterable {
  case file, edition
  /// Tokens the parser could not place.
  case error

  case settings, currencySetting, zoneSetting, asOfSetting, fiscalYearSetting, lintSetting, contactsSetting,
    activitiesSetting
  case fields, field, type, columns, domainComputation, numberComputation
  case list, column, texts, place
  case define, segment, block

  case conjunction, disjunction, negation, group
  case everyone, anyBlock, allBlock, noneBlock, atLeastBlock, persons, company
  case did, edge, aggregate, activity, count, each, follows, `where`
  case member, stageTest, reachable, sample
  case comparison

  case compareTest, textTest, inTest, windowTest, underTest, isTest, withinTest, anniversaryTest
  case values, range, window, moment, duration
  case sum, product, factorGroup, elapsed, path, amount, textValue, number

  case score, discipline, points, veto
  case grades, grade, action, suggestion
  case team, teamMember, away
  case funnel, stage, transition
  case purpose, basis, channel, keep
  case campaign, campaignProject, audience, exclude, yields, campaignPurpose, `internal`, snapshot, campaignSample,
    limit, assign, status, qualify
  case test, testClock, givenContact, givenActivity, fixture, givenField, givenConsent, givenObjection,
    givenSuppression, givenMember, givenStage
  case expect, expectMember, expectScore, expectGrade, expectLead, expectSuggested
}
