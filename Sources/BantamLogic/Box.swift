import BantamDiagnostics
import BantamProgram

/// Simple statements that hold together: per subject what its value can still be.
///
/// A box that says it is impossible is so for certain; one that does not may be empty all the same.
struct Box {
  /// What is known of one subject.
  struct State {
    var allowsMissing = true
    var allowsValues = true
    var numbers: [Aspect: Intervals] = [:]
    var texts: TextRanges?
    var tests: [(test: TextTest, isYes: Bool)] = []
  }

  private(set) var literals: [Literal] = []
  private(set) var states: [Subject: State] = [:]

  /// Two statements that exclude each other, by their places; the second may be the first.
  struct Conflict: Hashable {
    var first: Span
    var second: Span
  }

  /// Adds a statement. Returns what it contradicts; nil: the box is possible as far as one knows.
  mutating func add(_ literal: Literal, _ knowledge: Knowledge) -> Conflict? {
    var state = states[literal.subject] ?? knowledge.anything(literal.subject)
    state.narrow(literal)
    if knowledge.isPossible(state, literal.subject) {
      states[literal.subject] = state
      literals.append(literal)
      return knowledge.conflict(in: self, with: literal)
    }
    return Conflict(first: counterpart(of: literal, knowledge).span, second: literal.span)
  }

  /// The earlier statement that excludes this one by itself, or the last one about the same subject.
  private func counterpart(of literal: Literal, _ knowledge: Knowledge) -> Literal {
    let about = literals.filter { $0.subject == literal.subject }
    let alone = about.first { earlier in
      var state = knowledge.anything(literal.subject)
      state.narrow(earlier)
      state.narrow(literal)
      return !knowledge.isPossible(state, literal.subject)
    }
    return alone ?? about.last ?? literal
  }
}

extension Box.State {
  mutating func narrow(_ literal: Literal) {
    allowsMissing = allowsMissing && literal.allowsMissing
    switch literal.values {
    case .everything: break
    case .nothing: allowsValues = false
    case .numbers(let set): numbers[literal.aspect] = (numbers[literal.aspect] ?? .all).intersection(set)
    case .texts(let set): texts = (texts ?? .all).intersection(set)
    case .passing(let test, let isYes): tests.append((test, isYes))
    }
  }
}
