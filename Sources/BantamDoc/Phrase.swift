/// A sentence, or one clause of a sentence, with a list below it where more than a clause follows.
public struct Phrase: Sendable, Hashable {
  public var words: Words
  public var parts: [Phrase]

  public init(_ words: Words, _ parts: [Phrase] = []) {
    self.words = words
    self.parts = parts
  }
}

/// What is said of a list of clauses.
enum Group: Sendable, Hashable {
  case all
  case any
  case atLeast(Int)
  case atMost(Int)
  case none
  case notAll
}

/// What a condition comes to: one clause, or clauses of which something is said.
enum Clauses: Sendable {
  case one(Phrase)
  case several(Group, [Phrase])
}
