"""What we count on in SpiffWorkflow: methods with their parameters, members, and bodies as read.

`broken` says what is not as written here, `undeclared` what we override without its standing here,
`changed` whose body is another than the one that was read.
"""

import inspect
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from importlib import import_module
from typing import Any

# A class, and the methods that must take exactly these parameters: those that we override or call,
# and those whose meaning what we override depends on.
METHODS = """
task:Task
    run() complete() error() cancel() has_state(state) _ready() _set_state(value) _inherit_data()
    _add_child(task_spec state) _sync_children(task_specs state) _set_internal_data(kwargs)
    _get_internal_data(name default)
specs.base:TaskSpec
    __init__(wf_spec name kwargs) connect(taskspec) test() _predict(my_task seen looked_ahead mask)
    _predict_hook(my_task) _update(my_task) _update_hook(my_task) _on_ready(my_task)
    _on_ready_hook(my_task) _run(my_task) _run_hook(my_task) _on_complete(my_task)
    _on_complete_hook(my_task)
bpmn.specs.mixins:BpmnSpecMixin
    __init__(wf_spec bpmn_id kwargs) connect_outgoing_if(condition taskspec)
bpmn.specs.defaults:UserTask
    __init__(wf_spec bpmn_id kwargs)
bpmn.specs.defaults:ExclusiveGateway
    __init__(wf_spec name kwargs) connect(taskspec) connect_if(condition task_spec)
    _run_hook(my_task)
bpmn.specs.defaults:InclusiveGateway
    __init__(wf_spec name kwargs) connect(taskspec) connect_if(condition task_spec)
    _run_hook(my_task)
bpmn.specs.defaults:SubWorkflowTask
    __init__(wf_spec bpmn_id subworkflow_spec transaction kwargs) start_workflow(my_task)
    copy_data(my_task subworkflow) update_data(my_task subworkflow) _update_hook(my_task)
    _on_subworkflow_completed(subworkflow my_task)
bpmn.specs.defaults:IntermediateCatchEvent
    __init__(wf_spec bpmn_id event_definition kwargs) catch(my_task event) catches(my_task event)
    _update_hook(my_task) _on_ready_hook(my_task) _run_hook(my_task)
bpmn.specs.defaults:BoundaryEvent
    __init__(wf_spec bpmn_id event_definition cancel_activity kwargs) catch(my_task event)
    catches(my_task event) _update_hook(my_task) _on_ready_hook(my_task) _run_hook(my_task)
bpmn.specs.defaults:IntermediateThrowEvent
    __init__(wf_spec bpmn_id event_definition kwargs) _run_hook(my_task)
bpmn.specs.defaults:EndEvent
    __init__(wf_spec bpmn_id event_definition kwargs) _run_hook(my_task)
    _on_complete_hook(my_task)
bpmn.specs.event_definitions.base:EventDefinition
    throw(my_task) catch(my_task event) has_fired(my_task) reset(my_task) update_task(my_task)
    update_task_data(my_task)
bpmn.specs.event_definitions:MessageEventDefinition
    __init__(name correlation_properties kwargs) throw(my_task) catch(my_task event)
    catches(my_task event)
bpmn.specs.event_definitions:ErrorEventDefinition
    __init__(name code kwargs) throw(my_task) catch(my_task event)
bpmn.specs.event_definitions:EscalationEventDefinition
    __init__(name code kwargs) throw(my_task) catch(my_task event)
bpmn.specs.event_definitions:TerminateEventDefinition
    __init__(kwargs) throw(my_task)
bpmn.specs.event_definitions:NoneEventDefinition
    __init__(kwargs) throw(my_task)
bpmn.specs.event_definitions.timer:TimerEventDefinition
    __init__(name expression kwargs) update_task(my_task) has_fired(my_task)
bpmn.util:BpmnEvent
    __init__(event_definition payload correlations target)
bpmn.util.event:EventManager
    add_task(my_task) remove_task(my_task) catch(event internal)
util.event:Event
    __call__(args kwargs) connect(callback args kwargs) emit(args kwargs)
bpmn.workflow:BpmnWorkflow
    __init__(spec subprocess_specs script_engine kwargs) create_subprocess(my_task spec_name)
    catch(event) get_tasks(first_task kwargs) get_next_task(first_task kwargs)
    get_task_from_id(task_id) _task_completed_notify(task) _task_removed_notify(task)
    _remove_task(task_id) _mark_complete(task)
bpmn.util.subworkflow:BpmnSubWorkflow
    __init__(spec parent_task_id top_workflow kwargs) _calculate_depth()
    _task_completed_notify(task) _task_removed_notify(task) _remove_task(task_id)
    _mark_complete(task)
bpmn.script_engine:PythonScriptEngine
    evaluate(task expression external_context) execute(task script external_context)
bpmn.parser.BpmnParser:BpmnParser
    __init__(namespaces validator spec_descriptions) add_bpmn_xml(bpmn filename)
    create_parser(node filename lane) get_spec(process_id required)
    get_subprocess_specs(name specs require_call_activity_specs)
bpmn.parser.ProcessParser:ProcessParser
    parse_node(node) add_tasks()
bpmn.parser.TaskParser:TaskParser
    create_task() connect_outgoing(outgoing_task sequence_flow_node is_default)
    handles_multiple_outgoing() _add_multiinstance_task(loop_characteristics)
    _add_boundary_event(children) _copy_task_attrs(original loop_characteristics)
"""
# A class, and what it must have besides.
MEMBERS = {
    "util.task:TaskState": "FUTURE WAITING READY STARTED COMPLETED CANCELLED",
    "task:Task": "state parent children",
    "specs.base:TaskSpec": "inputs outputs",
    "bpmn.workflow:BpmnWorkflow": "script_engine top_workflow parent_workflow depth data_objects",
    "bpmn.util.subworkflow:BpmnSubWorkflow": "script_engine parent_workflow data_objects",
    "bpmn.specs.mixins.events.event_types:CatchingEvent": "catches",
    "bpmn.parser.BpmnParser:BpmnParser": "PARSER_CLASSES PROCESS_PARSER_CLASS",
}
# What a new workflow, process and gateway must hold.
FRESH = {
    "workflow": "spec data tasks completed completed_event subprocesses subprocess_specs "
    "event_manager correlations",
    "process": "name task_specs start",
    "gateway": "name manual bpmn_id bpmn_name cond_task_specs _inputs _outputs _wf_spec",
}
# Bodies that were read because ours rely on what they do, and their hashes on the day.
READ = {
    "task:Task.run": "d8b7986b0145",
    "task:Task.complete": "6a91f9d034e0",
    "task:Task._ready": "350ca9d489c0",
    "task:Task._sync_children": "110fa1633a12",
    "specs.base:TaskSpec._update": "b0e581c90e50",
    "specs.base:TaskSpec._on_ready": "fbb8ab000208",
    "specs.base:TaskSpec._run": "b28ccd904493",
    "specs.base:TaskSpec._on_complete": "38f3540f5cba",
    "workflow:Workflow._remove_task": "ba31b91bb66b",
    "bpmn.specs.bpmn_task_spec:BpmnTaskSpec._update_hook": "b218f80cea12",
    "bpmn.specs.bpmn_task_spec:BpmnTaskSpec._on_complete_hook": "4be7464b5ac2",
    "bpmn.specs.bpmn_task_spec:_BpmnCondition._matches": "c7aa1d74f794",
    "specs.ExclusiveChoice:ExclusiveChoice._run_hook": "c687e04119e6",
    "specs.MultiChoice:MultiChoice._get_matching_outputs": "17c256453d30",
    "bpmn.specs.defaults:InclusiveGateway._run_hook": "b1a277f0236b",
    "bpmn.specs.mixins.unstructured_join:UnstructuredJoin._run_hook": "a6ce45c21d17",
    "bpmn.specs.defaults:SubWorkflowTask._update_hook": "9a996a2ad2e6",
    "bpmn.specs.defaults:SubWorkflowTask.start_workflow": "03f408780566",
    "bpmn.specs.defaults:SubWorkflowTask._on_subworkflow_completed": "0951fc6d4302",
    "bpmn.specs.mixins.events.event_types:CatchingEvent.catch": "cee6a0d7a225",
    "bpmn.specs.mixins.events.event_types:CatchingEvent._update_hook": "e37af8e1bc66",
    "bpmn.specs.mixins.events.event_types:CatchingEvent._run_hook": "ade110eaf0b7",
    "bpmn.specs.mixins.events.event_types:ThrowingEvent._run_hook": "4077ca414b9b",
    "bpmn.specs.defaults:EndEvent._on_complete_hook": "1a95a87218e2",
    "bpmn.specs.event_definitions.base:EventDefinition.throw": "26d9c263a00a",
    "bpmn.specs.event_definitions:ErrorEventDefinition.__eq__": "94787784c6f7",
    "bpmn.specs.event_definitions:MessageEventDefinition.catches": "ee128ddb5cb3",
    "bpmn.util.event:EventManager.catch": "e5041dfcfa01",
    "bpmn.workflow:BpmnWorkflow._task_completed_notify": "1e8c433e4c4d",
    "bpmn.parser.ProcessParser:ProcessParser._index_process_nodes": "c3a51fb66f41",
    "bpmn.parser.ProcessParser:ProcessParser.add_tasks": "06525f5b1c96",
    "bpmn.parser.TaskParser:TaskParser.parse_node": "b11413ab50be",
    "bpmn.parser.TaskParser:TaskParser._copy_task_attrs": "730026724b2a",
}


def methods() -> Iterator[tuple[str, str, str]]:
    """Each class, method and its parameters."""
    place = ""
    for line in METHODS.strip().splitlines():
        if not line.startswith(" "):
            place = line
        for name, parameters in re.findall(r"(\w+)\(([^)]*)\)", line):
            yield place, name, parameters


def found(place: str) -> Any:
    """The class of SpiffWorkflow, or None where there is none."""
    module, _, name = place.partition(":")
    try:
        return getattr(import_module(f"SpiffWorkflow.{module}"), name, None)
    except ImportError:
        return None


def broken() -> list[str]:
    """A sentence for each thing that SpiffWorkflow no longer has as we count on it."""
    said = [text for place, name, takes in methods() for text in _method(place, name, takes)]
    for place, names in MEMBERS.items():
        said += [f"{place}.{n} is gone" for n in names.split() if not hasattr(found(place), n)]
    for kind, made in _fresh().items():
        said += [f"a new {kind} has no {n}" for n in FRESH[kind].split() if not hasattr(made, n)]
    return said


def _method(place: str, name: str, takes: str) -> Iterator[str]:
    method = getattr(found(place), name, None)
    if method is None:
        yield f"{place}.{name} is gone"
        return
    has = " ".join(list(inspect.signature(method).parameters)[1:])
    if has != takes:
        yield f"{place}.{name} takes ({has}), and we count on ({takes})"


def _fresh() -> Mapping[str, Any]:
    process = found("bpmn.specs.bpmn_process_spec:BpmnProcessSpec")("p")
    return {
        "process": process,
        "gateway": found("bpmn.specs.defaults:ExclusiveGateway")(process, "g"),
        "workflow": found("bpmn.workflow:BpmnWorkflow")(process, {}, deserializing=True),
    }


def undeclared(modules: Iterable[str]) -> list[str]:
    """What our classes override of SpiffWorkflow without its standing above."""
    known = {name for _, name, _ in methods()}
    known |= {name for names in MEMBERS.values() for name in names.split()}
    return [
        f"{cls.__name__}.{member}"
        for module in map(import_module, modules)
        for cls in vars(module).values()
        if inspect.isclass(cls) and cls.__module__ == module.__name__
        for member in vars(cls)
        if member not in known and _overridden(cls, member)
    ]


def _overridden(cls: type, member: str) -> bool:
    stock = (base for base in cls.__mro__ if base.__module__.startswith("SpiffWorkflow."))
    special = member.startswith("__") and member != "__init__"
    return not special and any(member in vars(base) for base in stock)


def changed() -> list[str]:
    """The bodies that are others than those that were read."""
    return [name for name, was in READ.items() if fingerprint(name) != was]


def fingerprint(name: str) -> str:
    """A short hash of the source of one function, `module:Class.function`."""
    place, _, function = name.rpartition(".")
    cls = found(place)
    body = inspect.getsource(getattr(cls, function)) if hasattr(cls, function) else ""
    return sha256("\n".join(map(str.rstrip, body.splitlines())).encode()).hexdigest()[:12]
