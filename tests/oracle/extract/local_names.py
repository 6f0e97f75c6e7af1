"""Elements of XML by local names, for systems whose senders are free with namespaces."""


def every(node, path):
    """Elements below by local names, whatever their namespace."""
    nodes = [] if node is None else [node]
    for name in path.split("/"):
        nodes = [child for parent in nodes for child in parent if child.tag.rpartition("}")[2] == name]
    return nodes


def first(node, path):
    found = every(node, path)
    return found[0] if found else None


def text(node, path):
    found = first(node, path)
    return None if found is None or found.text is None else found.text.strip() or None
