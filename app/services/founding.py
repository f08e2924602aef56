"""The first operation of every new office: its name, its 届 and 次会议, the lists it begins with."""

from __future__ import annotations

from app.services.frame import CURRENT_TERM, OFFICE_NAME, Frame
from app.services.resources import code_list

POSTS = ("主席", "党组书记", "党组副书记", "副主席", "秘书长", "党组成员", "副秘书长", "常委")


def found(frame: Frame, office_name: str, term: str, start: str = "", plenary: str = "") -> None:
    """Lay an empty data file out as an office; nothing before this can be undone."""
    with frame.data.operation(f"新建 {office_name} {term}", barrier=True):
        registry = frame.registry
        registry.set_setting(OFFICE_NAME, office_name)
        identity = registry.add_term(term, start)
        registry.set_setting(CURRENT_TERM, str(identity))
        registry.add_codes("政协职务", list(POSTS))
        registry.add_codes("提案类别", [code.name for code in code_list("提案类别")])
        if plenary:
            registry.add_plenary(identity, plenary, start)
