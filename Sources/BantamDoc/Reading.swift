/// A declaration as plain sentences.
public struct Reading: Sendable {
  public var reference: Reference
  /// The sentences, each with its list.
  public var phrases: [Phrase]
  /// Those it names, explained once each; empty where nobody asked.
  public var used: [Reading] = []
}
