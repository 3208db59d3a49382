"""The round trip of a stock SpiffWorkflow: its parser, engine and JSON with the spec inside."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import DEFAULT_CONFIG, BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

SERIALIZER: Any = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(DEFAULT_CONFIG))


def begin(files: Mapping[str, bytes]) -> str:
    """A new case as JSON."""
    parser = BpmnParser()
    for file, content in files.items():
        parser.add_bpmn_xml(etree.parse(BytesIO(content)), file)
    workflow = BpmnWorkflow(parser.get_spec("p"), parser.get_subprocess_specs("p"))
    workflow.task_tree.data.update(back=0)
    workflow.do_engine_steps()
    return str(SERIALIZER.serialize_json(workflow))


def step(saved: str, answers: Mapping[str, Any]) -> tuple[str, str]:
    """Loads a case, completes its first open step, runs on; the JSON and the step's id."""
    workflow = SERIALIZER.deserialize_json(saved)
    task = workflow.get_next_task(state=TaskState.READY, manual=True)
    if task is None:
        return saved, ""
    task.data.update(answers)
    task.run()
    workflow.do_engine_steps()
    return str(SERIALIZER.serialize_json(workflow)), str(task.task_spec.bpmn_id)
