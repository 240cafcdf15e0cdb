import BantamProgram

/// A declaration of a rule set.
public enum Reference: Sendable, Hashable {
  case campaign(CampaignID)
  case segment(SegmentID)
  case score(ScoreID)
  case funnel(FunnelID)
  case purpose(PurposeID)
  case team(TeamID)
  case field(FieldID)
  case list(ListID)
  case place(PlaceID)
  /// By its place among the tests.
  case test(Int)
}

/// The sorts of declaration, in the order in which people meet them.
public enum Sort: String, Sendable, CaseIterable {
  case campaign, segment, define, score, funnel, purpose, team, field, list, place, test
}
