"""The modeller as a hand uses it: click an element, drop a new one on a flow, fill in the panel."""

from playwright.sync_api import Locator, Page, expect


def open_modeller(page: Page) -> None:
    """Wait until the diagram is drawn and the panel is there."""
    expect(page.locator("[data-modeller]")).to_have_attribute("data-ready", "true")


def modeller(page: Page) -> Page:
    """The page of a draft with its diagram opened in the modeller."""
    page.get_by_role("button", name="Open in the modeller").click()
    open_modeller(page)
    return page


def element(page: Page, name: str) -> Locator:
    """The drawn element with this id."""
    return page.locator(f'.djs-container [data-element-id="{name}"]')


def choose(page: Page, name: str) -> None:
    """Click an element, so that the panel is about it."""
    x, y = centre(page, name)
    page.mouse.click(x, y)


def go_to(page: Page, name: str) -> None:
    """Bring an element that is drawn far away into view."""
    page.locator("[data-modeller]").evaluate(
        "(place, name) => place.modeler.get('canvas').scrollToElement(name, 200)", name
    )


def centre(page: Page, name: str) -> tuple[float, float]:
    """The middle of a drawn element on the screen."""
    box = element(page, name).locator(".djs-visual").first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drop_task_on(page: Page, flow: str) -> str:
    """Take a task from the palette and let it go over a flow; the new element's id."""
    before = _ids(page)
    page.locator('.djs-palette [data-action="create.task"]').click()
    x, y = centre(page, flow)
    page.mouse.move(x - 30, y - 30)
    page.mouse.move(x, y, steps=8)
    page.mouse.click(x, y)
    page.keyboard.press("Escape")  # leave the name for the panel
    made = [name for name in _ids(page) if name not in before and name.startswith("Activity")]
    assert len(made) == 1, made
    return made[0]


def menu(page: Page) -> list[str]:
    """What the chosen element can be changed into, as the menu says it."""
    page.locator('.djs-context-pad [data-action="replace"]').click()
    expect(page.locator(".djs-popup")).to_be_visible()
    return page.locator(".djs-popup .djs-popup-label").all_inner_texts()


def open_anew(page: Page, name: str, tag: str) -> None:
    """Open the diagram again with one element of another *tag*, as another modeller drew it."""
    page.evaluate(
        """async ([name, tag]) => {
          const { modeler } = document.querySelector('[data-modeller]')
          const { xml } = await modeler.saveXML()
          const drawn = new DOMParser().parseFromString(xml, 'application/xml')
          const found = drawn.querySelector(`[id="${name}"]`)
          const made = drawn.createElementNS(found.namespaceURI, `bpmn:${tag}`)
          for (const { name, value } of found.attributes)
            if (!name.includes(':')) made.setAttribute(name, value)
          made.append(...found.childNodes)
          found.replaceWith(made)
          await modeler.importXML(new XMLSerializer().serializeToString(drawn))
        }""",
        [name, tag],
    )


def entry(page: Page, name: str) -> Locator:
    """A field of the properties panel, its group opened where it is folded."""
    field = page.locator(f'[data-panel] [data-entry-id="{name}"]')
    return field.locator("input, select, textarea").first


def unfold(page: Page, group: str) -> None:
    """Open a group of the panel unless it is open already."""
    header = page.locator(f'[data-panel] [data-group-id="group-{group}"]')
    expect(header).to_be_visible()
    if "open" not in (
        header.locator(".bio-properties-panel-group-entries").get_attribute("class") or ""
    ):
        header.locator(".bio-properties-panel-group-header").click()


def _ids(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "() => document.querySelector('[data-modeller]').modeler"
        ".get('elementRegistry').getAll().map(one => one.id)"
    )
    return found
