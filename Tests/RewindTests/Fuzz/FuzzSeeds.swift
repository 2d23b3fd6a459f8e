import TestSupport

/// What inputs are made of: texts written here, and the shared data where it is there.
enum FuzzSeeds {
  private static let sizeLimit = 4 << 10

  static let texts =
    [
      #"{"amount":200,"by":"user-456","ok":true,"list":[1,-2.5,3e2,null],"o":{"k":"v\n"}}"#,
      #"[false,"é漢👍",{"":[]},{"a":{"b":{"c":[[[0]]]}}},"\"\\\/\b", 1.0E-7 ]"#,
      #""a string with \u0041, \ud83d\udc4d and a tail that is longer than eight bytes""#,
      "-0.5e-3",
      "null", "[[[[[[[[1]]]]]]]]", #"{"a":{"a":{"a":{"a":[{"a":{}}]}}}}"#,
      "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":10,\"k\":11,"
        + "\"l\":12,\"m\":13,\"n\":14,\"o\":15,\"p\":16,\"q\":17,\"r\":18,\"a\":19}",
    ].map { Array($0.utf8) }

  static let textTokens =
    [
      "{", "}", "[", "]", "[]", "{}", ":", ",", "null", "true", "false", "nul", "tru", "0", "00",
      "-", "-0", "1e400", "1E+", "1.", ".5", "18446744073709551616", "\"", "\\", #""a":"#, #""a""#,
      #"\u0000"#, #"\ud83d"#, #"\udc4d"#, #"\ud83d\udc4d"#, #"\u00e9"#, #"\x"#, #"\u12"#, "é", "👍",
      "e\u{301}", "\u{FEFF}", "\u{0}", "\u{1}", "\u{1F}", "\u{7F}", "\u{2028}", "\u{1B}[31m",
      "        ", "\r\n", "// no", "/**/", "NaN", "Infinity", "'",
    ].map { Array($0.utf8) }
    + [
      [0x80], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x91],
      [0xF4, 0x90, 0x80, 0x80], [0xFE, 0xFF], [0xFF, 0xFE], [0xEF, 0xBB],
    ]

  static let lines =
    [
      #"{"position":1,"stream_id":"account-1","version":1,"type":"AccountCreated","id":"01932c0e-0000-7000-8000-000000000001","timestamp":"2026-01-02T03:04:05.000000Z","data":{"name":"Savings"}}"#,
      #"{"position":2,"stream_id":"order-7","version":1,"batch":[1,2],"type":"OrderPlaced","id":"01932c0e-0000-7000-8000-000000000002","timestamp":"2026-01-02T03:05:05.678901Z","data":{"total":10,"items":[{"n":1},{"n":2}]},"metadata":{"correlation_id":"c1"}}"#,
      #"{"position":3,"stream_id":"order-7","version":2,"batch":[2,2],"type":"OrderPaid","id":"01932c0e-0000-7000-8000-000000000003","timestamp":"2026-01-02T03:05:05.678901Z","data":"{\"in\":\"a string\"}","metadata":{}}"#,
      #"{"position":4,"stream_id":"Zoë-1","version":1,"type":"Grüße","id":"x","timestamp":"2026-01-02T05:04:05+02:00","data":null}"#,
      #"{"streamId":"a-1","eventType":"T","eventNumber":0,"eventId":"e","created":"2026-01-02T03:04:05Z","data":{"n":1},"metadata":{}}"#,
      #"{"seq_id":1,"id":"i","stream_id":"a","type":"T","version":1,"timestamp":"2026-01-02 03:04:05+00","data":{},"headers":{"h":1}}"#,
      #"{"stream_name":"a-1","type":"T","position":0,"global_position":5,"id":"i","time":1767323045.25,"data":"{\"n\":1}","metadata":null}"#,
      #"{"specversion":"1.0","type":"T","source":"/a","subject":null,"id":"1","time":"2026-01-02T03:04:05Z","ext":7,"data_base64":"e30="}"#,
      #"{"history":"h","eventId":"1","eventTime":"2026-01-07T01:45:58Z","eventType":"T","startedEventAttributes":{"a":1}}"#,
      #"{"stream":0,"version":2,"event":{"$type":"Trip.Started","at":[1,2]}}"#,
    ].map { Array($0.utf8) }

  static let lineTokens =
    textTokens
    + [
      #""position":1,"#, #""stream_id":"a","#, #""version":1,"#, #""batch":[1,2],"#,
      #""type":"T","#,
      #""type":7,"#, #""id":"i","#, #""timestamp":"2026-01-02T03:04:05Z","#, #""timestamp":5,"#,
      #""data":{},"#, #","data":1"#, #","metadata":{}"#, #","metadata":1"#, #","type":"U""#,
      #","\u0074ype":"V""#, #"\u0074ype"#, #""rest":{},"#, #""=x":1,"#, #""*x":{},"#,
      #""@file":1,"#,
      #""a,b":{"c+d":1},"#, "-1", "007", "9223372036854775807", "4611686018427387904",
      "999999999999999999", "2026-02-30T03:04:05Z", "9999-12-31T23:59:60.999999Z", "1e17",
      "-6.3e10",
      "event", "$type",
    ].map { Array($0.utf8) }

  static let sources = [
    "stream_id", #"event."$type""#, "subject,source", "kind+=-+id", "*EventAttributes", "@file",
    "rest", "=all", "list[0].x", #"a."c.d",type"#, ".", "a[",
  ].map { Array($0.utf8) }

  static let sourceTokens = [
    ".", ",", "+", "=", "*", "@file", "rest", "a", "b", "[0]", "[", "]", "\"", #""c.d""#, "list",
    "é", "99999999999999999999", "\u{0}", "\\\"", "\u{301}",
  ].map { Array($0.utf8) }

  static var sharedTexts: [[UInt8]] {
    shared("jsontestsuite/test_parsing").map(\.bytes) + sharedLines
  }

  static var sharedLines: [[UInt8]] {
    let files = ["blns", "cloudevents", "marten-trips", "temporal"].flatMap { shared($0) }
    return files.filter { $0.name.hasSuffix(".jsonl") }.flatMap { file in
      // Lines of one log are much alike.
      let lines = file.bytes.split(separator: 0x0A).filter { $0.count <= sizeLimit }
      return stride(from: 0, to: lines.count, by: max(1, lines.count / 200)).map {
        Array(lines[$0])
      }
    }
  }

  private static func shared(_ folder: String) -> [(name: String, bytes: [UInt8])] {
    guard SharedData.path(folder) != nil, let files = try? SharedData.files(in: folder) else {
      return []
    }
    return files.filter { $0.bytes.count <= sizeLimit || $0.name.hasSuffix(".jsonl") }
  }
}

extension FuzzMutator {
  /// The mutator for a kind of inputs.
  static func of(_ kind: FuzzKind) -> FuzzMutator {
    switch kind {
    case .texts:
      FuzzMutator(
        seeds: FuzzSeeds.texts, shared: FuzzSeeds.sharedTexts, tokens: FuzzSeeds.textTokens)
    case .lines, .logs:
      FuzzMutator(
        seeds: FuzzSeeds.lines, shared: FuzzSeeds.sharedLines, tokens: FuzzSeeds.lineTokens)
    case .sources:
      FuzzMutator(seeds: FuzzSeeds.sources, shared: [], tokens: FuzzSeeds.sourceTokens)
    }
  }
}
