extension KnownSystem {
  /// What services on the web tell of what was done with them.
  static let services: [KnownSystem] =
    [
      KnownSystem(
        .known(
          "Stripe",
          [
            "stream=data.object.id,data.object.object", "category=data.object.object", "type=type",
            "timestamp=created", "id=id", "data=data.object", "metadata=rest",
          ]),
        ["id", "object", "api_version", "created", "type", "data.object"],
        values: ["object": ["event"]]),
      KnownSystem(
        "CloudTrail",
        ["eventVersion", "eventSource", "eventName", "eventTime", "awsRegion", "userIdentity"],
        [
          "stream=resources[0].ARN,requestParameters.bucketName,requestParameters.instanceId,eventSource",
          "category=eventSource", "type=eventName", "timestamp=eventTime", "id=eventID",
          "data=rest",
        ]),
      KnownSystem(
        "Google Cloud audit log",
        ["protoPayload.methodName", "protoPayload.serviceName", "logName", "insertId"],
        [
          "stream=protoPayload.resourceName,protoPayload.serviceName,logName",
          "type=protoPayload.methodName,severity,=entry", "timestamp=timestamp", "id=insertId",
          "data=protoPayload,jsonPayload,textPayload", "metadata=rest",
        ]),
      KnownSystem(
        "MongoDB change stream", ["operationType", "ns.db", "documentKey", "clusterTime|wallTime"],
        [
          "stream=ns.coll+=-+documentKey._id.\"$oid\",ns.coll+=-+documentKey._id,ns.coll,ns.db",
          "category=ns.coll", "type=operationType",
          "timestamp=wallTime.\"$date\".\"$numberLong\",wallTime.\"$date\",wallTime,"
            + "clusterTime.\"$timestamp\".t", "data=fullDocument,updateDescription",
          "metadata=rest",
        ]),
      KnownSystem(
        "Maxwell", ["database", "table", "type", "ts", "data", "xid|position|gtid"],
        [
          "stream=table+=-+data.id,table", "category=table", "type=type", "timestamp=ts",
          "data=data", "metadata=rest",
        ]),
      // Its second format has a change on each line, its first a transaction; of one that has nothing but changes
      // these are the events.
      KnownSystem(
        "wal2json", ["action", "schema", "table", "columns|identity"], share: 0.3,
        [
          "stream=table,=transaction", "type=action", "timestamp=timestamp", "data=rest",
        ]),
      KnownSystem(
        "wal2json", ["change[0].kind", "change[0].schema", "change[0].table"], share: 0.5,
        [
          "stream=change[0].table,=transaction", "type=change[0].kind,=transaction",
          "timestamp=timestamp", "data=rest",
        ]),
      KnownSystem(
        "wal2json", ["kind", "schema", "table", "columnvalues|oldkeys"],
        ["stream=table", "type=kind", "data=rest"]),
      KnownSystem(
        "Zeebe", ["valueType", "intent", "recordType", "partitionId", "value"],
        [
          "stream=value.processInstanceKey,key", "type=valueType+=.+intent", "position=position",
          "timestamp=timestamp", "data=value", "metadata=rest",
        ]),
      KnownSystem(
        "Kubernetes audit log", ["auditID", "verb", "stage", "requestURI", "objectRef.resource"],
        [
          "stream=objectRef.resource+=/+objectRef.name,objectRef.resource+=/+responseObject.metadata.name,"
            + "objectRef.resource,requestURI",
          "tenant=objectRef.namespace", "category=objectRef.resource,=request", "type=verb",
          "timestamp=requestReceivedTimestamp,stageTimestamp", "data=rest",
        ]),
      KnownSystem(
        "Docker events", ["Type", "Action", "Actor.ID", "time|timeNano"],
        [
          "stream=Actor.ID", "category=Type", "type=Action", "timestamp=timeNano,time",
          "data=Actor.Attributes", "metadata=rest",
        ]),
      // A batch of one event is that event, others hold several.
      KnownSystem(
        "Equinox", ["p", "i", "e[0].c", "e[0].d"], share: 1,
        [
          "stream=p", "type=e[0].c", "version=i", "timestamp=e[0].t,_ts", "data=e[0].d",
          "metadata=rest",
        ]),
      KnownSystem(
        "Equinox", ["p", "id", "i", "n", "e"],
        ["stream=p", "type==batch", "timestamp=_ts", "data=rest"]),
      KnownSystem(
        "HAR", ["startedDateTime", "request.method", "request.url", "response.status", "timings"],
        [
          "stream=pageref,@file", "type=request.method", "timestamp=startedDateTime", "data=rest",
        ]),
    ] + auth0

  /// As the management interface gives them, and as a stream of logs does.
  private static let auth0 = ["", "data."].map { place in
    KnownSystem(
      "Auth0",
      ["date", "type", "log_id", "client_id|user_id|connection", "ip"].map {
        $0.split(separator: "|").map { place + $0 }.joined(separator: "|")
      },
      [
        "stream=\(place)user_id,\(place)user_name,\(place)client_id,\(place)ip",
        "type=\(place)type", "timestamp=\(place)date", "id=\(place)log_id",
        "data=\(place.isEmpty ? "rest" : "rest data")",
      ])
  }
}
