"""Those in teams who are no 委员: 信息员, 召集人, 文史专员; every verb is one operation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.db.teams import Teams
from app.domain.errors import Refused
from app.domain.fields import LONGEST_VALUE, OUTSIDER, OUTSIDER_FIELDS, Field, Home
from app.domain.team import Outsider, Team
from app.services import member_values
from app.services.frame import Frame


class OutsiderVerbs:
    """What the team desk does with them."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._teams = Teams(frame.data)

    def outsiders(self, team: Team) -> list[Outsider]:
        """Everyone who is or was in a team without being a 委员, past ones too."""
        return [one for one in self._teams.outsiders(self._frame.term().id) if one.team == team.id]

    def add_outsider(self, team: Team, values: Mapping[str, str]) -> int:
        """Enter somebody who is no 委员: 信息员, 召集人, 文史专员."""
        kept = self._outsider_fields(values)
        if not kept.get("name"):
            raise Refused("请填写姓名。", where="name", code="empty")
        with self._frame.data.operation(f"{team.name} 聘 {kept['name']}{kept.get('role', '')}"):
            return self._teams.add_outsider(self.row_of(team), kept)

    def change_outsider(self, outsider: Outsider, values: Mapping[str, str]) -> None:
        """Change fields of one; an empty name is refused."""
        kept = self._outsider_fields(values, outsider)
        if not kept.get("name", outsider.name):
            raise Refused("姓名不能为空。", where="name", code="empty")
        labels = "、".join(OUTSIDER[key].label for key in kept)
        with self._frame.data.operation(f"修改 {outsider.name} 的{labels}"):
            self._teams.update_outsider(outsider.id, kept)

    def end_outsider(self, outsider: Outsider, day: str | None = None) -> None:
        """End somebody's 聘期 on a day."""
        kept = self._outsider_fields({"ends": self._frame.day(day)}, outsider)
        with self._frame.data.operation(f"解聘 {outsider.name}"):
            self._teams.update_outsider(outsider.id, kept)

    def remove_outsider(self, outsider: Outsider) -> None:
        """Take out one who was entered by mistake."""
        with self._frame.data.operation(f"删除误录的 {outsider.name}"):
            self._teams.remove_outsider(outsider.id)

    def row_of(self, team: Team) -> int:
        """The id of a team's row, entered now when only seats named it; only inside an operation."""
        if team.id is not None:
            if team.id not in {row.id for row in self._teams.of_term(self._frame.term().id)}:
                raise Refused(
                    f"{team.name}已经不在了（刚被删除或撤销），没有改动。", where=team.name, code="gone"
                )
            return team.id
        return self._teams.add(self._frame.term().id, {"kind": team.kind, "name": team.name})

    def _outsider_fields(self, values: Mapping[str, str], known: Outsider | None = None) -> dict[str, str]:
        kept = read_fields(values, OUTSIDER_FIELDS, Home.OUTSIDER)
        mark = next((one for one in kept.get("name", "") if one in member_values.MARKS), "")
        if mark:
            raise Refused(
                f"一次写一位：姓名里不能有“{mark}”。委员请用“编入委员”。", where="name", code="several"
            )
        starts, ends = (kept.get(key, known.text(key) if known else "") for key in ("starts", "ends"))
        if starts and ends and ends <= starts[: len(ends)] and ends < starts:
            raise Refused(f"聘期从 {starts} 到 {ends}，结束早于开始。", where="ends", code="span")
        return kept


def read_fields(
    values: Mapping[str, str], fields: Iterable[Field], home: Home, without: Sequence[str] = ()
) -> dict[str, str]:
    """Read typed values of fields that are kept there; one that is none of them is refused."""
    known = {one.key: one for one in fields if one.home is home and one.key not in without}
    for key in values:
        if key not in known:
            raise Refused(f"没有“{key}”这一栏，可用：{'、'.join(known)}。", where=key, code="field")
        if len(values[key]) > LONGEST_VALUE:
            raise Refused(
                f"{known[key].label}有 {len(values[key]):,} 个字，最多 {LONGEST_VALUE:,} 个，请写短些。",
                where=key,
                code="long",
            )
    return {key: str(member_values.parse_value(known[key], text) or "") for key, text in values.items()}
