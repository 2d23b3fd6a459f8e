extension ProjectionCatalog {
  /// What made a stored read model: the definition as it is now where it is still that one, else what the text says
  /// that the read model keeps of it.
  ///
  /// - Parameters:
  ///   - header: what is known of the read model.
  ///   - definition: the projection as it is now.
  /// - Throws: ``ReadModelError/unknownDefinition(projection:reason:)`` where what made it is not known any more; what
  ///   the finder throws where the text cannot be used.
  public func definition(
    thatMade header: ReadModelHeader, of definition: ProjectionDefinition
  ) throws -> ProjectionDefinition {
    if header.isMade(by: definition) { return definition }
    func unknown(_ reason: String) -> ReadModelError {
      .unknownDefinition(projection: definition.name, reason: reason)
    }
    guard !header.isMadeInSwift else {
      throw unknown(
        "Swift code that was changed since")
    }
    guard let text = header.text, let finder else {
      throw unknown("the text of its script was not kept")
    }
    let former = try finder.definition(of: text)
    guard header.isMade(by: former) else {
      throw unknown("the text that was kept is of another script")
    }
    return former
  }
}

extension ReadModelHeader {
  /// Whether a definition made it, of whatever log and by whatever upcasters.
  fileprivate func isMade(by definition: ProjectionDefinition) -> Bool {
    fingerprint == definition.fingerprint
      || fingerprint.hasPrefix(definition.fingerprint + ProjectionRunner.fingerprintSeparator)
  }

  fileprivate var isMadeInSwift: Bool { fingerprint.hasPrefix(ProjectionDefinition.swiftMark) }
}
