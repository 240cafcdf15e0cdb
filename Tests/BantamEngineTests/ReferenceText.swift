import BantamPlan
import BantamProgram
import BantamSystem

/// Tests of one text by whole strings.
struct ReferenceText {
  private let predicate: TextPredicate
  private let lists: [List]

  init(_ predicate: TextPredicate, _ lists: [List]) {
    self.predicate = predicate
    self.lists = lists
  }

  func test(_ cell: String?) -> ReferenceEngine.Answer {
    guard let cell else { return .init(test: nil) }
    switch predicate.transform {
    case .none: return .init(test: holds(normal(cell)))
    case .domain:
      let parts = foldCase(cell).split(separator: "@", omittingEmptySubsequences: false)
      let domain = parts.count > 1 ? trim(String(parts[parts.count - 1])) : ""
      return .init(test: domain.isEmpty ? nil : holds(domain))
    case .tags:
      let tags = normal(cell).split(separator: ";").map { trim(String($0)) }.filter { !$0.isEmpty }
      if tags.isEmpty { return .init(test: nil) }
      switch predicate.relation {
      case .containsAny(let values): return .init(test: tags.contains { values.map(normal).contains($0) })
      case .containsAll(let values): return .init(test: values.map(normal).allSatisfy { tags.contains($0) })
      case .containsListEntry(let list):
        return .init(test: tags.contains { lists[list].values.map(normal).contains($0) })
      default: return .init(test: tags.contains { holds($0) })
      }
    }
  }

  private func normal(_ text: String) -> String { predicate.isExact ? text : foldCase(text) }

  private func trim(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, first == " " || first == "\t" { scalars.removeFirst() }
    while let last = scalars.last, last == " " || last == "\t" { scalars.removeLast() }
    return String(scalars)
  }

  private func holds(_ text: String) -> Bool {
    switch predicate.relation {
    case .known: return true
    case .equals(let values): return values.map(normal).contains(text)
    case .inList(let list): return lists[list].values.map(normal).contains(text)
    case .containsAny(let values): return values.contains { contains(text, normal($0)) }
    case .containsAll(let values): return values.allSatisfy { contains(text, normal($0)) }
    case .containsListEntry(let list): return lists[list].values.contains { contains(text, normal($0)) }
    case .startsWith(let values): return values.contains { starts(text, normal($0)) }
    case .endsWith(let values):
      return values.contains {
        starts(String(text.unicodeScalars.reversed().map(Character.init)), reversed(normal($0)))
      }
    case .like(let glob): return like(Array(text.unicodeScalars)[...], Array(normal(glob).unicodeScalars)[...])
    case .matches(let pattern):
      guard let parsed = try? Pattern(parsing: pattern, ignoringCase: !predicate.isExact) else { return false }
      return ReferencePattern(parsed).matches(text)
    case .range(let low, let high):
      let scalars = text.unicodeScalars.map(\.value)
      if let low, scalars.lexicographicallyPrecedes(normal(low).unicodeScalars.map(\.value)) { return false }
      if let high, normal(high).unicodeScalars.map(\.value).lexicographicallyPrecedes(scalars) { return false }
      return true
    case .under(let value, let list): return isUnder(text, normal(value), lists[list])
    }
  }

  private func reversed(_ text: String) -> String { String(text.unicodeScalars.reversed().map(Character.init)) }

  private func starts(_ text: String, _ prefix: String) -> Bool {
    text.unicodeScalars.starts(with: prefix.unicodeScalars)
  }

  private func contains(_ text: String, _ part: String) -> Bool {
    var rest = text.unicodeScalars[...]
    while true {
      if rest.starts(with: part.unicodeScalars) { return true }
      if rest.isEmpty { return false }
      rest.removeFirst()
    }
  }

  private func like(_ text: ArraySlice<Unicode.Scalar>, _ glob: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = glob.first else { return text.isEmpty }
    if first == "*" { return like(text, glob.dropFirst()) || (!text.isEmpty && like(text.dropFirst(), glob)) }
    guard let scalar = text.first, first == "?" || first == scalar else { return false }
    return like(text.dropFirst(), glob.dropFirst())
  }

  /// Goes up from the value, at most as often as the list is long.
  private func isUnder(_ text: String, _ wanted: String, _ list: List) -> Bool {
    var open: Set<String> = [text]
    for _ in 0...list.values.count {
      if open.contains(wanted) { return true }
      let parents = zip(list.values, list.parents).filter { open.contains(normal($0.0)) }.map { normal($0.1) }
      open.formUnion(parents)
    }
    return false
  }
}

/// Follows every way through a pattern, scalar by scalar.
struct ReferencePattern {
  private let pattern: Pattern

  init(_ pattern: Pattern) { self.pattern = pattern }

  func matches(_ text: String) -> Bool {
    let scalars = text.unicodeScalars.map(\.value)
    for start in 0...scalars.count {
      var seen: Set<[Int]> = []
      if follow(0, scalars, start, &seen) { return true }
    }
    return false
  }

  private func follow(_ step: Int, _ text: [UInt32], _ position: Int, _ seen: inout Set<[Int]>) -> Bool {
    guard seen.insert([step, position]).inserted else { return false }
    switch pattern.steps[step] {
    case .match: return true
    case .jump(let target): return follow(target, text, position, &seen)
    case .split(let one, let other):
      return follow(one, text, position, &seen) || follow(other, text, position, &seen)
    case .start: return position == 0 && follow(step + 1, text, position, &seen)
    case .end: return position == text.count && follow(step + 1, text, position, &seen)
    case .scalar(let set):
      guard position < text.count, pattern.sets[set].contains(where: { $0.contains(text[position]) }) else {
        return false
      }
      return follow(step + 1, text, position + 1, &seen)
    }
  }
}
