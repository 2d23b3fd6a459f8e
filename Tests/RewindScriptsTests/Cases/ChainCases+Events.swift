extension ChainCases {
  /// What a handler gets: KurrentDB's envelope.
  static let events = FoldCase.table(
    #"""
    # streamId
    ….when({ A(s, e) { s.v = e.streamId } })
    --
    A => {"v":"account-1"}

    # sequenceNumber counts from 0
    ….when({ A(s, e) { s.v = e.sequenceNumber } })
    --
    A => {"v":0}
    B => {"v":0}
    A => {"v":2}

    # eventType
    ….when({ A(s, e) { s.v = e.eventType } })
    --
    A => {"v":"A"}

    # eventId
    ….when({ A(s, e) { s.v = e.eventId } })
    --
    A => {"v":"00000000-0000-4000-8000-000000000001"}

    # isJson
    ….when({ A(s, e) { s.v = e.isJson } })
    --
    A => {"v":true}

    # body is the same object as data
    ….when({ A(s, e) { s.v = [e.body.n, e.data.n, e.body === e.data] } })
    --
    A {"n":1} => {"v":[1,1,true]}

    # bodyRaw is the exact text
    ….when({ A(s, e) { s.v = e.bodyRaw } })
    --
    A {"n": 1.50, "a":"\u00e9"} => {"v":"{\"n\": 1.50, \"a\":\"\\u00e9\"}"}

    # bodyRaw parses to body
    ….when({ A(s, e) { s.v = JSON.parse(e.bodyRaw).n + e.body.n } })
    --
    A {"n":2} => {"v":4}

    # metadata
    ….when({ A(s, e) { s.v = e.metadata.user } })
    --
    A => {"v":"u1"}

    # metadataRaw is a text
    ….when({ A(s, e) { s.v = e.metadataRaw } })
    --
    A => {"v":"{\"user\":\"u1\"}"}

    # there is no metadata of links
    ….when({ A(s, e) { s.v = [e.linkMetadata, e.linkMetadataRaw] } })
    --
    A => {"v":[null,null]}

    # partition
    ….when({ A(s, e) { s.v = e.partition } })
    --
    A => {"v":"account-1"}

    # category
    ….when({ A(s, e) { s.v = e.category } })
    --
    A => {"v":"account"}

    # created is a text
    ….when({ A(s, e) { s.v = [typeof e.created, e.created] } })
    --
    A => {"v":["string","2026-01-01T10:00:00.123456Z"]}

    # there is no position
    ….when({ A(s, e) { s.v = [e.position === undefined, "position" in e] } })
    --
    A => {"v":[true,false]}

    # an event is spread
    ….when({ A(s, e) { s.v = Object.keys({ ...e }).sort() } })
    --
    A => {"v":["body","bodyRaw","category","created","data","eventId","eventType","isJson","linkMetadata","linkMetadataRaw","metadata","metadataRaw","partition","sequenceNumber","streamId"]}

    # an event is taken apart
    ….when({ A(s, { body: { n }, eventType, sequenceNumber: at }) { s.v = [n, eventType, at] } })
    --
    A {"n":7} => {"v":[7,"A",0]}

    # the rest of an event is taken
    ….when({ A(s, { body, data, ...rest }) { s.v = rest.metadata.user } })
    --
    A => {"v":"u1"}

    # an event has a JSON
    ….when({ A(s, e) { s.v = JSON.parse(JSON.stringify(e)).eventId } })
    --
    A => {"v":"00000000-0000-4000-8000-000000000001"}

    # an event is asked for its members
    ….when({ A(s, e) { s.v = [e.hasOwnProperty("metadata"), Object.hasOwn(e, "x")] } })
    --
    A => {"v":[true,false]}

    # an event is kept in the state
    ….when({ A(s, e) { s.last = e } , B(s) { s.last = s.last.body.n } })
    --
    A {"n":1} => {"last":{"streamId":"account-1","eventType":"A","isJson":true,"body":{"n":1},"data":{"n":1},"partition":"account-1","category":"account","linkMetadata":null,"linkMetadataRaw":null,"sequenceNumber":0,"eventId":"00000000-0000-4000-8000-000000000001","metadata":{"user":"u1"},"created":"2026-01-01T10:00:00.123456Z","bodyRaw":"{\"n\":1}","metadataRaw":"{\"user\":\"u1\"}"}}
    B => {"last":1}
    (1) warning account.js:1: shared: one object stands in two places of the state

    # a member of an event is set
    ….when({ A(s, e) { e.total = 5; s.v = e.total } })
    --
    A => {"v":5}

    # a member of a body is set
    ….when({ A(s, e) { e.body.n ??= 9; s.v = e.data.n } })
    --
    A => {"v":9}

    # a swallowed error does not hide that more of the event is needed
    ….when({ A(s, e) { try { s.v = e.metadata.user } catch { s.v = "none" } } })
    --
    A => {"v":"u1"}

    # a body is no object
    ….when({ A(s, e) { s.v = e.body } })
    --
    A [1,2] => {"v":[1,2]}
    A null => {"v":null}
    A "text" => {"v":"text"}
    A 1e2 => {"v":100}

    # a body has members that are called as those of every object are
    ….when({ A(s, e) { s.v = { ...e.body } } })
    --
    A {"constructor":1,"toString":"x","hasOwnProperty":null} => {"v":{"constructor":1,"toString":"x","hasOwnProperty":null}}
    """#)
}
