import BantamProgram

extension Condition {
  /// The smallest condition found by leaving out parts of which a property still holds.
  func shrunk(while holds: (Condition) -> Bool) -> Condition {
    var smallest = self
    search: while true {
      for candidate in smallest.smaller where holds(candidate) {
        smallest = candidate
        continue search
      }
      return smallest
    }
  }

  private var smaller: [Condition] {
    switch kind {
    case .not(let inner), .persons(_, _, let inner), .ofCompany(let inner):
      [inner] + inner.smaller.map { replacing($0) }
    case .all(let parts), .any(let parts), .atLeast(_, let parts):
      parts + shorter(parts).map { replacing($0) }
    default: []
    }
  }

  /// One part left out, or one made smaller.
  private func shorter(_ parts: [Condition]) -> [[Condition]] {
    parts.indices.flatMap { index -> [[Condition]] in
      let rest = Array(parts[..<index]) + Array(parts[(index + 1)...])
      let changed = parts[index].smaller.map { part in
        var copy = parts
        copy[index] = part
        return copy
      }
      return (parts.count > 1 ? [rest] : []) + changed
    }
  }

  private func replacing(_ parts: [Condition]) -> Condition {
    switch kind {
    case .all: Condition(.all(parts), span)
    case .any: Condition(.any(parts), span)
    case .atLeast(let count, _): Condition(.atLeast(count, parts), span)
    default: self
    }
  }

  private func replacing(_ inner: Condition) -> Condition {
    switch kind {
    case .not: Condition(.not(inner), span)
    case .persons(let least, let most, _): Condition(.persons(atLeast: least, atMost: most, inner), span)
    case .ofCompany: Condition(.ofCompany(inner), span)
    default: self
    }
  }
}
