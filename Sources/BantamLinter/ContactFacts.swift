import BantamProgram

/// What the contacts of a database hold, for rules that compare with it.
public struct ContactFacts: Sendable {
  /// Contacts in all.
  public var contacts: Int
  /// By segment how many contacts are in it.
  public var members: [SegmentID: Int]
  /// By field the folded values that occur, of text fields that the rules compare with a value.
  public var values: [FieldID: Set<String>]
  /// The folded kinds of activity that occur.
  public var activityKinds: Set<String>

  public init(
    contacts: Int, members: [SegmentID: Int], values: [FieldID: Set<String>], activityKinds: Set<String>
  ) {
    self.contacts = contacts
    self.members = members
    self.values = values
    self.activityKinds = activityKinds
  }
}
