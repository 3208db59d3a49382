"""Every kind of field; a component is of the first that it is meant as."""

from engine.forms.fields import Kind
from engine.forms.kinds.checkbox import Checkbox
from engine.forms.kinds.checklist import Checklist
from engine.forms.kinds.date import Date
from engine.forms.kinds.dynamiclist import DynamicList
from engine.forms.kinds.email import Email
from engine.forms.kinds.filepicker import FilePicker
from engine.forms.kinds.group import Group
from engine.forms.kinds.money import Money
from engine.forms.kinds.number import Number
from engine.forms.kinds.phone import Phone
from engine.forms.kinds.radio import Radio
from engine.forms.kinds.select import Select
from engine.forms.kinds.separator import Separator
from engine.forms.kinds.text import Text
from engine.forms.kinds.textarea import TextArea
from engine.forms.kinds.textfield import TextField
from engine.forms.kinds.yesno import YesNo

KINDS: tuple[Kind, ...] = (
    Email(),
    Phone(),
    Money(),
    TextField(),
    TextArea(),
    Number(),
    Date(),
    YesNo(),
    Radio(),
    Select(),
    Checklist(),
    Checkbox(),
    FilePicker(),
    DynamicList(),
    Group(),
    Text(),
    Separator(),
)
