"""Every element of BPMN 2.0: what we run, what is drawing only, what is refused with a sentence."""

from collections.abc import Mapping
from types import MappingProxyType

from engine.bpmn.panel import under


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PEOPLE = frozenset({"userTask", "manualTask", "task"})
TASKS = PEOPLE | {"businessRuleTask", "serviceTask", "sendTask", "receiveTask"}
SCOPES = frozenset({"subProcess", "callActivity"})
GATEWAYS = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"}
)
CATCHING = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent"})
THROWING = frozenset({"intermediateThrowEvent", "endEvent"})
EVENTS = CATCHING | THROWING
NODES = TASKS | SCOPES | GATEWAYS | EVENTS

# The event definitions each kind of event may carry; None is the plain event.
EVENT_KINDS: Mapping[str, frozenset[str | None]] = MappingProxyType(
    {
        "startEvent": frozenset({None, "timer", "message"}),  # the latter in event sub-processes
        "intermediateCatchEvent": frozenset({"timer", "message"}),
        "boundaryEvent": frozenset({"timer", "message", "error", "escalation"}),
        "intermediateThrowEvent": frozenset({None, "message", "escalation"}),
        "endEvent": frozenset({None, "message", "error", "escalation", "terminate"}),
        "receiveTask": frozenset({"message"}),
    }
)

_PARTS = _words(
    """process sequenceFlow laneSet childLaneSet lane flowNodeRef documentation extensionElements
    incoming outgoing conditionExpression expression formalExpression
    multiInstanceLoopCharacteristics loopCardinality loopDataInputRef inputDataItem
    completionCondition timerEventDefinition timeDate timeDuration timeCycle
    messageEventDefinition message errorEventDefinition error escalationEventDefinition
    escalation terminateEventDefinition"""
)
SUPPORTED = NODES | _PARTS

# On the page or for other tools; without effect on how a case runs.
IGNORED = _words(
    """definitions import extension relationship collaboration participant partnerEntity
    partnerRole participantMultiplicity participantAssociation innerParticipantRef
    outerParticipantRef participantRef messageFlow messageFlowRef messageFlowAssociation
    conversation conversationNode subConversation callConversation globalConversation
    conversationLink conversationAssociation choreographyRef textAnnotation text association group
    category categoryValue categoryValueRef dataObject dataObjectReference dataState dataInput
    dataOutput dataInputAssociation dataOutputAssociation dataInputRefs dataOutputRefs inputSet
    outputSet inputSetRefs outputSetRefs optionalInputRefs optionalOutputRefs
    whileExecutingInputRefs whileExecutingOutputRefs ioSpecification ioBinding assignment
    transformation sourceRef targetRef source target from to property itemDefinition interface
    interfaceRef operation operationRef inMessageRef outMessageRef endPoint endPointRef errorRef
    supportedInterfaceRef resource resourceRef resourceParameter resourceParameterBinding auditing
    monitoring rendering supports partitionElement correlationKey correlationProperty
    correlationPropertyRef correlationPropertyBinding correlationPropertyRetrievalExpression
    correlationSubscription messagePath dataPath signal loopDataOutputRef outputDataItem
    eventDefinitionRef resourceAssignmentExpression script condition loopCondition
    activationCondition"""
)

# The schema's abstract types: never an element of a file.
ABSTRACT = _words(
    """baseElement baseElementWithMixedContent rootElement flowElement flowNode activity artifact
    callableElement catchEvent throwEvent event eventDefinition gateway dataAssociation
    choreographyActivity loopCharacteristics"""
)

_SIGNAL = "uses a signal, which is not supported; use a message with a name of its own"
_GLOBAL = (
    "is a global task, which is not supported; draw the task in a process and call the process"
)
_ROLE = (
    "says who may do the work in a way that is not read; put the step in a lane with a role, "
    "or choose the role in the panel"
)
_CHOREOGRAPHY = "is a choreography, which is not run; draw a process"

REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "scriptTask": "is a script task; no code in a diagram is run. Use a business rule task, "
        f"or keep a fact {under('set.*')}",
        "complexGateway": "is a complex gateway, which is not supported; "
        "use an inclusive or a parallel gateway",
        "adHocSubProcess": "is an ad-hoc sub-process, which is not supported; draw the order "
        "of its steps",
        "transaction": "is a transaction, which is not supported; use a sub-process with an "
        "error boundary event",
        "standardLoopCharacteristics": "is marked as a loop, which is not supported; draw the "
        "loop with a gateway, or make it multi-instance",
        "complexBehaviorDefinition": "defines complex multi-instance behaviour, which is not "
        "supported; use a completion condition",
        "signalEventDefinition": _SIGNAL,
        "linkEventDefinition": "is a link event, which is not supported; draw the flow",
        "compensateEventDefinition": "uses compensation, which is not supported; draw the steps "
        "that put things right",
        "conditionalEventDefinition": "waits for a condition, which is not supported; "
        "use a message or a timer",
        "cancelEventDefinition": "is a cancel event, which is not supported; use an error event",
        "implicitThrowEvent": "is an implicit throw event, which is not supported; draw the event",
        "dataStore": "is a data store, which is not supported; the facts of the case are kept by "
        "the forms and decisions",
        "dataStoreReference": "is a data store, which is not supported; remove it, or draw a "
        "text annotation instead",
        "globalTask": _GLOBAL,
        "globalUserTask": _GLOBAL,
        "globalManualTask": _GLOBAL,
        "globalScriptTask": _GLOBAL,
        "globalBusinessRuleTask": _GLOBAL,
        "resourceRole": _ROLE,
        "performer": _ROLE,
        "humanPerformer": _ROLE,
        "potentialOwner": _ROLE,
        "choreography": _CHOREOGRAPHY,
        "choreographyTask": _CHOREOGRAPHY,
        "subChoreography": _CHOREOGRAPHY,
        "callChoreography": _CHOREOGRAPHY,
        "globalChoreographyTask": _CHOREOGRAPHY,
    }
)
